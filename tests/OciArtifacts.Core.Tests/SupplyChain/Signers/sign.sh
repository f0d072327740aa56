#!/bin/sh
# A signer: the descriptor of the artifact as JSON in, an image layout with the signature as tar out.
set -e
subject=$(cat)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p blobs/sha256

# Stores a file, and prints its descriptor.
blob() {
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  cp "$1" "blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}' "$2" "$digest" "$(wc -c <"$1")"
}

printf '%s' "signature of $subject" >signature # a company's own service signs here
printf '{}' >config
type=application/vnd.oci.image
printf '{"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":%s,"layers":[%s],"subject":%s}' \
  $type.manifest.v1+json application/vnd.contoso.signature.v1 "$(blob config application/vnd.oci.empty.v1+json)" \
  "$(blob signature text/plain)" "$subject" >manifest
printf '{"schemaVersion":2,"mediaType":"%s","manifests":[%s]}' $type.index.v1+json "$(blob manifest $type.manifest.v1+json)" >index.json
printf '{"imageLayoutVersion":"1.0.0"}' >oci-layout
tar -cf - ./oci-layout ./index.json ./blobs

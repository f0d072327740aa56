// Verifies signatures with libraries of npm: a line for each, "valid" or "refused" with the reason.
//   node verify.mjs bundle <bundle.json> <key.pub> ...   Sigstore bundles, by key and without logs
//   node verify.mjs jws <envelope.json> ...              Notation envelopes, with the key of the first certificate
import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { flattenedVerify } from "jose";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

function verifyBundle(path, keyPath) {
  const rawBytes = createPublicKey(readFileSync(keyPath)).export({ format: "der", type: "spki" });
  const hint = createHash("sha256").update(rawBytes).digest("base64");
  const noServices = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
  const none = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
  const verifier = new Verifier(toTrustMaterial(noServices, { [hint]: { rawBytes } }), none);
  verifier.verify(toSignedEntity(bundleFromJSON(read(path))));
}

async function verifyEnvelope(path) {
  const envelope = read(path);
  const { publicKey } = new X509Certificate(Buffer.from(envelope.header.x5c[0], "base64"));
  const algorithms = ["PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
  await flattenedVerify(envelope, publicKey, { algorithms, crit: { "io.cncf.notary.signingScheme": true } });
}

const [kind, ...files] = process.argv.slice(2);
while (files.length > 0) {
  try {
    if (kind === "bundle") verifyBundle(files.shift(), files.shift());
    else await verifyEnvelope(files.shift());
    console.log("valid");
  } catch (problem) {
    console.log(`refused ${problem.name}: ${problem.message}`);
  }
}

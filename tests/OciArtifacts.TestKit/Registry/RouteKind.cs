namespace OciArtifacts.TestKit.Registry;

internal enum RouteKind
{
    Base,
    Blob,
    UploadOpening,
    UploadSession,
    Manifest,
    Tags,
    Referrers,
}

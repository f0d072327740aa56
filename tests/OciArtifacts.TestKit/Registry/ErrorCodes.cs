namespace OciArtifacts.TestKit.Registry;

/// <summary>distribution-spec 1.1.1, "Error Codes".</summary>
internal static class ErrorCodes
{
    internal const string BlobUnknown = "BLOB_UNKNOWN";
    internal const string BlobUploadInvalid = "BLOB_UPLOAD_INVALID";
    internal const string BlobUploadUnknown = "BLOB_UPLOAD_UNKNOWN";
    internal const string DigestInvalid = "DIGEST_INVALID";
    internal const string ManifestBlobUnknown = "MANIFEST_BLOB_UNKNOWN";
    internal const string ManifestInvalid = "MANIFEST_INVALID";
    internal const string ManifestUnknown = "MANIFEST_UNKNOWN";
    internal const string NameInvalid = "NAME_INVALID";
    internal const string NameUnknown = "NAME_UNKNOWN";
    internal const string SizeInvalid = "SIZE_INVALID";
    internal const string Unauthorized = "UNAUTHORIZED";
    internal const string Denied = "DENIED";
    internal const string Unsupported = "UNSUPPORTED";

    /// <summary>Not in the specification: ECR's code for a tag that cannot be moved.</summary>
    internal const string TagInvalid = "TAG_INVALID";

    /// <summary>Not in the specification, which has no code for this error.</summary>
    internal const string PreconditionFailed = "PRECONDITION_FAILED";
}

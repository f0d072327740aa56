using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

internal static class DigestHeader
{
    internal static void Write(HttpResponse response, string digest, TestRegistryOptions options)
    {
        if (!options.OmitDigestHeader) response.Headers["Docker-Content-Digest"] = options.WrongDigestHeader ?? digest;
    }
}

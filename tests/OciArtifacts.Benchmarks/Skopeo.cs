using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>The client that copies what was packed already.</summary>
internal static class Skopeo
{
    internal static async Task CopyAsync(string layout, string reference)
    {
        string[] arguments =
            ["copy", "--insecure-policy", "--preserve-digests", "--dest-tls-verify=false", $"oci:{layout}:1", $"docker://{reference}"];
        (await ProcessRunner.RunAsync(new ProcessCommand("skopeo", arguments), CancellationToken.None)).MustSucceed();
    }
}

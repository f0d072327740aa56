using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>The client that pushes artifacts of files.</summary>
internal static class Oras
{
    internal static async Task PushAsync(string folder, string reference, params string[] files)
    {
        string[] arguments = ["push", "--plain-http", "--artifact-type", "application/vnd.contoso.files.v1", reference, .. files];
        var command = new ProcessCommand("oras", arguments) { WorkingDirectory = folder };
        (await ProcessRunner.RunAsync(command, CancellationToken.None)).MustSucceed();
    }
}

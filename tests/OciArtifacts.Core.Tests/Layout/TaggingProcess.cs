using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

/// <summary>A process that tags a layout: this test program with two environment variables.</summary>
internal static class TaggingProcess
{
    private const string Folder = "OCIARTIFACTS_TEST_TAG_FOLDER", Name = "OCIARTIFACTS_TEST_TAG_NAME";

    internal static IEnumerable<string> TagsOf(string name) => Enumerable.Range(0, 25).Select(i => $"{name}-{i}");

    internal static async Task RunAsync(string folder, string name, CancellationToken cancellation)
    {
        var host = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var command = new ProcessCommand(host, isDotnet ? [typeof(TaggingProcess).Assembly.Location] : [])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { [Folder] = folder, [Name] = name },
        };
        (await ProcessRunner.RunAsync(command, cancellation)).MustSucceed();
    }

    // Runs before Main, so that the process runs no test.
    [ModuleInitializer]
    internal static void Start()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder) return;
        var name = Environment.GetEnvironmentVariable(Name)!;
        var source = new MemoryStore();
        var root = Sample.Manifest(source, name);
        foreach (var tag in TagsOf(name))
        {
            new LayoutDirectory(folder).TagAsync(root, source, tag, CancellationToken.None).GetAwaiter().GetResult();
        }

        Environment.Exit(0);
    }
}

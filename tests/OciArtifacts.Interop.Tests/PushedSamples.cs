using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// The registry of Docker with an app and a widget, published once a run. Both are also written as layout and archive.
/// </summary>
internal sealed class PushedSamples
{
    private static readonly Lazy<Task<PushedSamples>> Current = new(StartAsync);
    private readonly DockerRegistry _registry;

    private PushedSamples(DockerRegistry registry, SampleProject app, SampleProject widget)
    {
        _registry = registry;
        App = app;
        Widget = widget;
    }

    /// <summary>The app, with the tags 1.2.3 and latest.</summary>
    internal SampleProject App { get; }

    /// <summary>The widget, with the tags 1.0.0 and latest. One file in its folder is executable.</summary>
    internal SampleProject Widget { get; }

    internal string Host => _registry.Host;

    internal static Task<PushedSamples> GetAsync() => Current.Value;

    internal static string ArchiveOf(SampleProject sample) => sample["out/artifact.tar"];

    /// <summary>The reference in the registry, with a tag.</summary>
    internal string Reference(SampleProject sample, string tag = "latest") => $"{Host}/{sample.Name.ToLowerInvariant()}:{tag}";

    /// <summary>The text of the manifest in the layout.</summary>
    internal static string ManifestOf(SampleProject sample) => System.Text.Encoding.UTF8.GetString(sample.Layout.Read(sample.Layout.Root));

    private static async Task<PushedSamples> StartAsync()
    {
        var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), CancellationToken.None);
        PackageRunEnd.Stop(registry);
        var widget = await SampleProject.CopyOfAsync("ContosoWidget");
        PackageRunEnd.Delete(widget);
        var program = widget.Write("manual/turn.sh", "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        var app = await SampleProject.CopyOfAsync("ConsoleApp");
        PackageRunEnd.Delete(app);
        await PublishAsync(app, registry, "1.2.3");
        await PublishAsync(widget, registry, "1.0.0");
        return new PushedSamples(registry, app, widget);
    }

    private static Task PublishAsync(SampleProject sample, DockerRegistry registry, string version) => sample.PublishAsync(
        $"-p:OciArtifactRegistry={registry.Host}",
        $"-p:OciArtifactTags=\"{version};latest\"",
        $"-p:OciArtifactLayoutDirectory={sample.LayoutFolder}",
        $"-p:OciArtifactArchivePath={ArchiveOf(sample)}");
}

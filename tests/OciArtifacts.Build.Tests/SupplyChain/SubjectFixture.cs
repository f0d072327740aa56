using System.Text.Json;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>
/// An artifact that was published before, and tasks that act on it. They run in the folder of another project, which has neither the
/// sources nor the files of the artifact.
/// </summary>
internal sealed class SubjectFixture : IDisposable
{
    internal const string Sarif = "application/sarif+json";

    private readonly WorkFolder _folder = new("subject");
    private readonly List<PackFixture> _parts = [];
    private readonly PackFixture _artifact = new();

    private SubjectFixture(string registry)
    {
        Registry = registry;
        _artifact.Task.Registry = registry;
        _folder.Write("scan.sarif", """{"version":"2.1.0","runs":[]}""");
    }

    /// <summary>The registry, or empty.</summary>
    internal string Registry { get; }

    internal string Digest => _artifact.Task.Digest;

    /// <summary>The artifact in its registry.</summary>
    internal string Reference => $"{Registry}/app@{Digest}";

    /// <summary>The artifact in the layout.</summary>
    internal string InLayout => $"{LayoutFolder}@{Digest}";

    internal string Report => _artifact["obj/ociartifacts/result.json"];

    internal string LayoutFolder => _artifact["oci"];

    /// <summary>The digests of the entries of an index.</summary>
    internal IEnumerable<string> Entries => _parts.Select(part => part.Task.Digest);

    /// <summary>What the last task logged.</summary>
    internal FakeEngine Engine { get; private set; } = new();

    internal string this[string relative] => _folder[relative];

    public void Dispose()
    {
        foreach (var part in _parts.Append(_artifact)) part.Dispose();
        _folder.Dispose();
    }

    /// <summary>An artifact of one manifest, with an SBOM as its referrer.</summary>
    internal static SubjectFixture Manifest(string registry)
    {
        var fixture = new SubjectFixture(registry);
        fixture._artifact.Write("app.spdx.json", Documents.Spdx);
        fixture._artifact.Task.Referrers = [Item("app.spdx.json")];
        return fixture.Published();
    }

    /// <summary>An artifact of one manifest, with an unsigned provenance as its referrer, and with an SBOM where that is wanted.</summary>
    internal static SubjectFixture WithProvenance(string registry, bool hasSbom = false)
    {
        var fixture = new SubjectFixture(registry);
        fixture._artifact.Write("app.spdx.json", Documents.Spdx);
        if (hasSbom) fixture._artifact.Task.Referrers = [Item("app.spdx.json")];
        fixture._artifact.Task.Provenance = "true";
        return fixture.Published();
    }

    /// <summary>An index of two manifests.</summary>
    internal static SubjectFixture Index(string registry)
    {
        var fixture = new SubjectFixture(registry);
        foreach (var runtime in (string[])["linux-x64", "win-x64"])
        {
            var part = new PackFixture();
            part.Write("publish/App.dll", runtime);
            (part.Task.RuntimeIdentifier, part.Task.PushByDigest) = (runtime, "true");
            part.Pack();
            fixture._parts.Add(part);
        }

        fixture._artifact.Task.PublishDirectory = "";
        fixture._artifact.Task.Parts = [.. fixture._parts.Select(part => part.Task).Select(task => Item(
            task.WorkFolder, ("Digest", task.Digest), ("RuntimeIdentifier", task.RuntimeIdentifier), ("TargetFramework", "net10.0")))];
        return fixture.Published();
    }

    internal string Write(string relative, string text) => _folder.Write(relative, text);

    /// <summary>A task that attaches files.</summary>
    internal AttachOciArtifact Attach(string subject, params (string Name, string Value)[] metadata)
    {
        var task = Ready(new AttachOciArtifact());
        task.Subject = [subject];
        task.Referrers = [Item("scan.sarif", metadata)];
        return task;
    }

    /// <summary>A task that signs.</summary>
    internal SignOciArtifact Sign(string subject, params string[] formats)
    {
        var task = Ready(new SignOciArtifact());
        task.Subject = [subject];
        task.SigningFormat = formats;
        return task;
    }

    /// <summary>A task that verifies by a policy in the folder.</summary>
    internal VerifyOciArtifact Verify(string subject, string policy)
    {
        var task = Ready(new VerifyOciArtifact());
        task.Subject = [subject];
        task.TrustPolicy = this[policy];
        return task;
    }

    /// <summary>A task that copies the artifact to another registry.</summary>
    internal PromoteOciArtifact Promote(string registry)
    {
        var task = Ready(new PromoteOciArtifact());
        (task.Subject, task.Registry, task.Version) = (Reference, registry, "1.2.3");
        return task;
    }

    /// <summary>Runs the task, and expects success.</summary>
    internal void Run(OciArtifactTask task)
    {
        Engine = (FakeEngine)task.BuildEngine;
        Assert.IsTrue(task.Execute(), Engine.All);
        Assert.IsEmpty(Engine.Warnings);
        task.Dispose();
    }

    /// <summary>Runs the task, and expects one error.</summary>
    internal string Fail(OciArtifactTask task)
    {
        Engine = (FakeEngine)task.BuildEngine;
        Assert.IsFalse(task.Execute(), Engine.All);
        task.Dispose();
        var error = Engine.Errors.Single();
        Assert.AreEqual(_folder["Other.csproj"], error.File);
        return $"{error.Code}: {error.Message}";
    }

    /// <summary>The referrers of a digest in the registry.</summary>
    internal async Task<IReadOnlyList<Descriptor>> ReferrersAsync(string digest, string repository = "app")
    {
        using var client = new RegistryClient(Registry, new RegistryOptions());
        return await ListAsync(client.Repository(repository), digest);
    }

    /// <summary>The referrers of a digest in the layout.</summary>
    internal Task<IReadOnlyList<Descriptor>> ReferrersInLayoutAsync(string digest) => ListAsync(new LayoutDirectory(LayoutFolder), digest);

    /// <summary>The digest of the referrer that the report names: the SBOM, or the provenance.</summary>
    internal string Referrer => ReportedReferrers.Single();

    /// <summary>The digests of the referrers that the report names.</summary>
    internal IReadOnlyList<string> ReportedReferrers =>
    [
        .. _artifact.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("referrers").EnumerateArray()
            .Select(referrer => referrer.GetProperty("digest").GetString()!),
    ];

    /// <summary>The entries of the layout's index with a tag.</summary>
    internal IReadOnlyList<string> TagsInLayout =>
    [
        .. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(LayoutFolder, "index.json"))).RootElement.GetProperty("manifests").EnumerateArray()
            .Where(entry => entry.TryGetProperty("annotations", out var annotations)
                && annotations.TryGetProperty("org.opencontainers.image.ref.name", out _))
            .Select(entry => $"{entry.GetProperty("annotations").GetProperty("org.opencontainers.image.ref.name")} {entry.GetProperty("digest")}"),
    ];

    private static async Task<IReadOnlyList<Descriptor>> ListAsync(IReferrerSource source, string digest)
    {
        var subject = Core.Model.Digest.Parse(digest);
        return await source.ListReferrersAsync(subject, artifactType: null, CancellationToken.None).ToListAsync();
    }

    private SubjectFixture Published()
    {
        _artifact.Task.LayoutDirectory = LayoutFolder;
        _artifact.Pack();
        if (Registry.Length > 0) _artifact.Push();
        return this;
    }

    private T Ready<T>(T task)
        where T : OciArtifactTask
    {
        task.BuildEngine = new FakeEngine();
        task.ProjectFile = _folder["Other.csproj"];
        task.ProjectDirectory = _folder.Path;
        task.ProjectName = "Other";
        task.WorkFolder = _folder["obj/ociartifacts"];
        return task;
    }
}

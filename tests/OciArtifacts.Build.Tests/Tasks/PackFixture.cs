using System.Text.Json;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>A project folder with a publish folder, and the task that packs it.</summary>
internal sealed class PackFixture : IDisposable
{
    private readonly WorkFolder _work = new("pack");

    internal PackFixture()
    {
        Write("publish/App.dll", "app");
        Engine = new FakeEngine();
        Task = new PackOciArtifact
        {
            BuildEngine = Engine,
            ProjectFile = _work["App.csproj"],
            ProjectDirectory = _work.Path,
            ProjectName = "App",
            WorkFolder = _work["obj/ociartifacts"],
            ReportFile = _work["obj/ociartifacts/result.json"],
            Version = "1.2.3",
            PublishDirectory = _work["publish"],
            TargetFramework = "net10.0",
        };
    }

    internal FakeEngine Engine { get; }

    internal PackOciArtifact Task { get; }

    internal string this[string relative] => _work[relative];

    public void Dispose() => _work.Dispose();

    internal void Write(string relative, string text) => _work.Write(relative, text);

    internal void Write(string relative, byte[] bytes) => _work.Write(relative, bytes);

    /// <summary>A new task of a new build, with the parameters of this task or of another one.</summary>
    /// <param name="like">The task whose parameters are copied.</param>
    internal PackOciArtifact Again(PackOciArtifact? like = null)
    {
        var task = new PackOciArtifact();
        var properties = typeof(PackOciArtifact).GetProperties()
            .Where(property => property.SetMethod?.IsPublic == true && property.Name != "HostObject");
        foreach (var property in properties)
        {
            property.SetValue(task, property.GetValue(like ?? Task));
        }

        return task;
    }

    /// <summary>Packs, and returns the manifest.</summary>
    internal JsonElement Pack()
    {
        Assert.IsTrue(Task.Execute(), Engine.All);
        return Json("obj/ociartifacts/manifest.json");
    }

    /// <summary>Pushes what was packed.</summary>
    internal void Push()
    {
        using var push = new PushOciArtifact { BuildEngine = Engine, WorkFolder = Task.WorkFolder, ReportFile = Task.ReportFile };
        Assert.IsTrue(push.Execute(), Engine.All);
    }

    /// <summary>Expects that the packing fails with one error, and returns it.</summary>
    internal string Fail()
    {
        Assert.IsFalse(Task.Execute());
        var error = Engine.Errors.Single();
        Assert.AreEqual(_work["App.csproj"], error.File);
        return $"{error.Code}: {error.Message}";
    }

    /// <summary>The config of the packed artifact.</summary>
    internal byte[] ConfigBytes => Record.Manifests[0].ConfigBytes.ToArray();

    /// <summary>The record of the packed artifact.</summary>
    internal PackRecord Record => new ReceiptFile(Task.WorkFolder).ReadPacked()!.Record;

    /// <summary>The packed artifact, opened as the push opens it.</summary>
    internal PackedArtifact Artifact => Record.Open(static place => throw new AssertFailedException(place));

    internal JsonElement Json(string relative) => JsonDocument.Parse(File.ReadAllBytes(_work[relative])).RootElement;
}

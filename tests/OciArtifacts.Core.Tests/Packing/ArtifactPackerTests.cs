using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

[TestClass]
public sealed class ArtifactPackerTests : IDisposable
{
    private const string Type = "application/vnd.example.v1";
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task The_form_of_1_1_says_its_type_beside_an_empty_config()
    {
        var manifest = (await PackAsync(new ManifestPlan(Type, [Raw("layer")]))).Manifest;
        Assert.AreEqual(Type, manifest.ArtifactType);
        AssertEmpty(manifest.Config);
        Assert.HasCount(1, manifest.Layers);
    }

    [TestMethod]
    public async Task The_form_of_1_0_says_its_type_as_that_of_the_config()
    {
        var artifact = await PackAsync(new ManifestPlan(Type, [Raw("layer")]) { ImageSpec = ImageSpecVersion.V1_0 });
        Assert.IsNull(artifact.Manifest.ArtifactType);
        Assert.AreEqual(Type, artifact.Manifest.Config.MediaType);
        Assert.AreEqual(Type, artifact.Manifest.EffectiveArtifactType);
        Assert.AreSequenceEqual("{}"u8.ToArray(), await Sample.ReadAsync(artifact, artifact.Manifest.Config));
    }

    [TestMethod]
    [DataRow(ImageSpecVersion.V1_1, "application/vnd.example.config+json")]
    [DataRow(ImageSpecVersion.V1_0, Type)]
    public async Task A_config_is_kept_byte_for_byte(ImageSpecVersion version, string mediaType)
    {
        var config = """{ "a": 1 }"""u8.ToArray();
        var plan = new ManifestPlan(Type, [Raw("l")])
        {
            ImageSpec = version,
            Config = PlannedConfig.Of("application/vnd.example.config+json", config),
        };
        var artifact = await PackAsync(plan);
        Assert.AreEqual(Descriptor.Of(mediaType, config), artifact.Manifest.Config);
        Assert.AreSequenceEqual(config, await Sample.ReadAsync(artifact, artifact.Manifest.Config));
    }

    [TestMethod]
    [DataRow(ImageSpecVersion.V1_1)]
    [DataRow(ImageSpecVersion.V1_0)]
    public async Task Where_there_are_no_layers_the_empty_content_stands_for_them(ImageSpecVersion version)
    {
        var artifact = await PackAsync(new ManifestPlan(Type, []) { ImageSpec = version });
        Assert.HasCount(1, artifact.Manifest.Layers);
        AssertEmpty(artifact.Manifest.Layers[0]);
        Assert.IsEmpty(artifact.Layers);
        Assert.AreSequenceEqual("{}"u8.ToArray(), await Sample.ReadAsync(artifact, artifact.Manifest.Layers[0]));
    }

    [TestMethod]
    public async Task Annotations_of_the_plan_are_those_of_the_manifest()
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" };
        Assert.AreEqual("1", (await PackAsync(new ManifestPlan(Type, []) { Annotations = annotations })).Manifest.Annotations!["a"]);
        Assert.IsNull((await PackAsync(new ManifestPlan(Type, []))).Manifest.Annotations);
    }

    [TestMethod]
    public async Task The_manifest_of_a_plain_plan_has_exactly_these_bytes()
    {
        var artifact = await PackAsync(new ManifestPlan(Type, [PackedFiles.RawLayer("l", _work.Write("file", "abc"))]));
        var manifest = Encoding.UTF8.GetString(await Sample.ReadAsync(artifact, artifact.Root));
        Assert.AreEqual(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",""" +
            """
            "artifactType":"application/vnd.example.v1","config":
            """ +
            """{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:""" +
            """44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2,"data":"e30="},"layers":""" +
            """[{"mediaType":"application/octet-stream","digest":"sha256:""" +
            """ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}]}""",
            manifest);
    }

    [TestMethod]
    public async Task The_root_describes_the_manifest()
    {
        var artifact = await PackAsync(new ManifestPlan(Type, [Raw("l")]));
        var bytes = await Sample.ReadAsync(artifact, artifact.Root);
        Assert.AreEqual(Descriptor.Of(MediaType.Manifest, bytes) with { ArtifactType = Type }, artifact.Root);
    }

    [TestMethod]
    public async Task All_that_the_manifest_names_can_be_read()
    {
        var artifact = await PackAsync(new ManifestPlan(Type, [Raw("r"), PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a"))]));
        foreach (var child in await artifact.ReadChildrenAsync(artifact.Root, CancellationToken.None))
        {
            Assert.IsTrue(await artifact.ExistsAsync(child, CancellationToken.None));
            Assert.HasCount((int)child.Size, await Sample.ReadAsync(artifact, child));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public async Task A_raw_layer_without_exactly_one_file_is_refused_before_anything_is_read(int files)
    {
        var layer = PackedFiles.RawLayer("raw", _work["missing"]);
        var wrong = layer with { Files = [.. Enumerable.Repeat(layer.Files[0], files)] };
        var failure = await Assert.ThrowsExactlyAsync<ArgumentException>(() => PackAsync(new ManifestPlan(Type, [wrong])));
        Assert.StartsWith($"The raw layer 'raw' has {files} files; it must have one.", failure.Message);
    }

    [TestMethod]
    public async Task Two_archives_of_one_name_are_refused_because_they_would_be_one_file()
    {
        var layer = PackedFiles.TarLayer("app", PackedFiles.Plan(_work, "a"));
        var failure = await Assert.ThrowsExactlyAsync<ArgumentException>(() => PackAsync(new ManifestPlan(Type, [layer, layer])));
        Assert.StartsWith("Two layers of the plan have the name 'app'.", failure.Message);
        var titled = layer with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "a.tar" } };
        Assert.HasCount(2, (await PackAsync(new ManifestPlan(Type, [layer, titled]))).Manifest.Layers);
    }

    [TestMethod]
    public async Task Other_content_is_not_there()
    {
        var artifact = await PackAsync(new ManifestPlan(Type, []));
        var other = Descriptor.Of("a/b", "other"u8);
        Assert.IsFalse(await artifact.ExistsAsync(other, CancellationToken.None));
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => artifact.OpenAsync(other, CancellationToken.None));
    }

    [TestMethod]
    public async Task Layers_stand_in_the_order_of_the_plan()
    {
        var layers = Enumerable.Range(0, 20)
            .Select(i => i % 2 == 0 ? Raw($"{i}") : PackedFiles.TarLayer($"{i}", new PlannedFile(_work.Write($"{i}", $"{i}"), $"{i}")))
            .ToArray();
        var artifact = await PackAsync(new ManifestPlan(Type, layers));
        Assert.AreSequenceEqual(layers.Select(layer => layer.Name), artifact.Layers.Select(layer => layer.Name));
        Assert.AreSequenceEqual(
            artifact.Layers.Select(layer => layer.Content.Digest), artifact.Manifest.Layers.Select(layer => layer.Digest));
    }

    [TestMethod]
    public async Task The_same_plan_and_files_give_the_same_digest_anywhere()
    {
        var plan = new ManifestPlan(Type, [Raw("r"), PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a", "b/c"))]);
        var here = await PackAsync(plan);
        var there = await new ArtifactPacker(_work["elsewhere"]).PackAsync(plan, CancellationToken.None);
        Assert.AreEqual(here.Root.Digest, there.Root.Digest);
    }

    [TestMethod]
    public async Task Another_time_of_the_entries_is_another_digest()
    {
        var plan = new ManifestPlan(Type, [PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a"))]);
        var later = plan with { EntryTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) };
        Assert.AreNotEqual((await PackAsync(plan)).Root.Digest, (await PackAsync(later)).Root.Digest);
    }

    [TestMethod]
    public async Task What_an_earlier_artifact_left_in_the_work_folder_is_deleted_and_nothing_else()
    {
        var first = PackedFiles.TarLayer("first", PackedFiles.Plan(_work, "a"));
        await PackAsync(new ManifestPlan(Type, [first]));
        var raw = PackedFiles.RawLayer("raw", _work.Write("packed/raw.layer", "x"));
        _work.Write("packed/.0123.part", "half");
        _work.Write("packed/other.txt", "stays");
        _work.Write("packed/folder/other.layer", "stays");
        var artifact = await PackAsync(new ManifestPlan(Type, [PackedFiles.TarLayer("second", PackedFiles.Plan(_work, "b")), raw]));
        Assert.AreSequenceEqual(
            new[] { _work["packed/other.txt"], _work["packed/raw.layer"], artifact.Layers[0].Path }.Order(StringComparer.Ordinal),
            Directory.GetFiles(_work["packed"]).Order(StringComparer.Ordinal));
        Assert.IsTrue(File.Exists(_work["packed/folder/other.layer"]));
    }

    [TestMethod]
    [DataRow("../a")]
    [DataRow("/a")]
    [DataRow("a/../b")]
    [DataRow("")]
    public async Task A_title_that_leads_out_of_the_folder_of_who_pulls_is_refused(string title)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = title };
        var layer = PackedFiles.RawLayer("l", _work["missing"]) with { Annotations = annotations };
        await Failure.WithAsync(OciErrorCode.InvalidName, () => PackAsync(new ManifestPlan(Type, [layer])));
    }

    private static void AssertEmpty(Descriptor content)
    {
        Assert.AreEqual((Descriptor.Empty.MediaType, Descriptor.Empty.Digest, 2L), (content.MediaType, content.Digest, content.Size));
        Assert.AreSequenceEqual("{}"u8.ToArray(), content.Data!);
    }

    private PlannedLayer Raw(string name) => PackedFiles.RawLayer(name, _work.Write($"raw-{name}", name));

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan) =>
        new ArtifactPacker(_work["packed"]).PackAsync(plan, CancellationToken.None);
}

using System.Text.Json;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The type <c>wasm</c>, whose config comes from the file.</summary>
[TestClass]
public sealed class WasmTypeTests
{
    private const string Module = "\0asm\x01\0\0\0";
    private const string Component = "\0asm\x0D\0\x01\0";

    [TestMethod]
    public void A_module_of_the_publish_output_is_for_wasip1()
    {
        using var project = Of(("publish/app.wasm", Module));
        var manifest = project.Pack();
        Assert.AreEqual("application/vnd.wasm.config.v0+json", manifest.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.AreEqual("application/wasm", manifest.GetProperty("layers").EnumerateArray().Single().GetProperty("mediaType").GetString());
        Assert.IsFalse(manifest.TryGetProperty("artifactType", out _));
        Assert.AreEqual(
            ("wasip1", false), (Config(project).GetProperty("os").GetString(), Config(project).TryGetProperty("component", out _)));
    }

    [TestMethod]
    public void The_project_may_say_more_of_a_component()
    {
        using var project = Of(
            ("publish/app.wasm", Component),
            ("more.json", """{"author":"Contoso","os":"none","component":{"target":"wasi:http/proxy@0.2.0"}}"""));
        project.Task.ConfigFile = project["more.json"];
        project.Task.SourceDateEpoch = "1000000000";
        project.Pack();
        var config = Config(project);
        Assert.AreEqual(
            ("Contoso", "wasip2", "2001-09-09T01:46:40Z"),
            (config.GetProperty("author").GetString(), config.GetProperty("os").GetString(), config.GetProperty("created").GetString()));
        Assert.AreEqual("""{"target":"wasi:http/proxy@0.2.0","exports":[],"imports":[]}""", config.GetProperty("component").GetRawText());
    }

    [TestMethod]
    public void Without_a_date_it_has_that_of_the_entries_of_archives()
    {
        using var project = Of(("publish/app.wasm", Module));
        project.Pack();
        Assert.AreEqual("1970-01-01T00:00:00Z", Config(project).GetProperty("created").GetString());
    }

    [TestMethod]
    public void Two_files_are_an_error()
    {
        using var project = Of(("publish/a.wasm", Module), ("publish/b.wasm", Module + "\0\0"));
        StringAssert.StartsWith(
            project.Fail(), "OCIA5001: Of the layer 'module' (application/wasm) WebAssembly has at most 1, but this artifact has 2.");
    }

    [TestMethod]
    public void A_file_that_is_no_WebAssembly_is_an_error()
    {
        using var project = Of(("publish/app.wasm", "no wasm"));
        StringAssert.StartsWith(project.Fail(), $"OCIA5002: '{project["publish/app.wasm"]}' is no WebAssembly");
    }

    private static PackFixture Of(params (string Path, string Text)[] files)
    {
        var project = new PackFixture();
        foreach (var (path, text) in files) project.Write(path, text);
        project.Task.ArtifactType = "wasm";
        project.Task.IncludesPublishOutputByDefault = true;
        return project;
    }

    private static JsonElement Config(PackFixture project) => JsonDocument.Parse(project.ConfigBytes).RootElement;
}

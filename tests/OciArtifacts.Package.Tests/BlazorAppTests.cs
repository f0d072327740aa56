using System.Text.RegularExpressions;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// A trimmed app that runs in the browser, published four times for all tests: alone, unchanged, with one line changed,
/// and as a reference of the app that serves it.
/// </summary>
[TestClass]
public sealed partial class BlazorAppTests : SampleTests
{
    private const string Layout = "bin/Release/net10.0/oci";

    private static readonly Lazy<Task<Published>> All = new(PublishAllAsync);

    private static readonly string[] Changed = ["app", "generated"];

    private static SampleProject? _sample;

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestMethod]
    [DataRow(
        "runtime",
        "dotnet.js _framework/System.Private.CoreLib.wasm _framework/dotnet.native.wasm _framework/dotnet.native.js "
            + "_framework/dotnet.runtime.js _framework/icudt_CJK.dat")]
    [DataRow(
        "packages",
        "_framework/Humanizer.wasm _framework/Microsoft.AspNetCore.Components.wasm _framework/blazor.webassembly.js web.config")]
    [DataRow("packages", "_content/Microsoft.AspNetCore.Components.WebAssembly.Authentication/AuthenticationService.js")]
    [DataRow("projects", "_framework/Parts.wasm _content/Parts/parts.js _content/Parts/Parts.bundle.scp.css")]
    [DataRow("resources", "_framework/de/Humanizer.resources.wasm _framework/de/Parts.resources.wasm")]
    [DataRow(
        "app",
        "_framework/Client.wasm _framework/dotnet.js index.html service-worker-assets.js service-worker.js Client.styles.css "
            + "Client.runtimeconfig.json")]
    [DataRow("generated", "Client.staticwebassets.endpoints.json")]
    public async Task Each_file_is_in_the_layer_of_what_it_was_made_of(string layer, string files)
    {
        var client = (await PublishedAsync()).Client;
        var names = client[layer];
        foreach (var file in files.Split(' ')) Assert.Contains(file, names);
        if (layer == "runtime")
        {
            var others = client["app"].Concat(client["packages"]);
            Assert.IsEmpty(others.Where(name => name.StartsWith("_framework/System.", StringComparison.Ordinal)));
        }

        // A compressed alternative is in the same layer as its file.
        foreach (var file in files.Split(' ').Where(file => client.Values.Any(others => others.Contains($"{file}.gz"))))
        {
            Assert.Contains($"{file}.gz", names);
        }
    }

    [TestMethod]
    public async Task Nothing_that_is_no_part_of_the_app_is_in_its_layer()
    {
        var app = (await PublishedAsync()).Client["app"].Where(name =>
            name.StartsWith("_framework/", StringComparison.Ordinal) || name.StartsWith("_content/", StringComparison.Ordinal));
        Assert.AreSequenceEqual(
            [
                "_framework/Client.wasm", "_framework/Client.wasm.br", "_framework/Client.wasm.gz",
                "_framework/dotnet.js", "_framework/dotnet.js.br", "_framework/dotnet.js.gz",
            ],
            app.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task All_layers_unpacked_over_one_folder_are_the_publish_folder()
    {
        var published = await PublishedAsync();
        Assert.AreEqual(published.Folder, published.Unpacked);
    }

    [TestMethod]
    public async Task Without_a_change_it_is_up_to_date() => Assert.Contains("is up to date.", (await PublishedAsync()).SecondOutput);

    [TestMethod]
    public async Task A_change_of_one_line_sends_the_app_and_neither_the_runtime_nor_packages()
    {
        var published = await PublishedAsync();
        Assert.AreSequenceEqual(Changed, published.Sent.Layers);
        Assert.IsLessThan(200_000, published.Sent.Bytes);
    }

    [TestMethod]
    [DataRow("runtime", "_framework/System.Private.CoreLib.wasm _framework/dotnet.native.wasm _framework/icudt_CJK.dat")]
    [DataRow(
        "packages",
        "Humanizer.dll _framework/Humanizer.wasm _framework/Microsoft.Extensions.Logging.wasm _framework/blazor.webassembly.js")]
    [DataRow(
        "projects",
        "Client.dll Parts.dll _framework/Client.wasm _framework/Parts.wasm _framework/dotnet.js _content/Parts/parts.js "
            + "service-worker-assets.js")]
    [DataRow("resources", "de/Humanizer.resources.dll _framework/de/Humanizer.resources.wasm")]
    [DataRow("app", "Server.dll own.txt")]
    public async Task What_a_server_serves_is_in_the_layer_that_it_is_in_at_the_client(string layer, string files)
    {
        var server = (await PublishedAsync()).Server;
        foreach (var file in files.Split(' ')) Assert.Contains(file, server[layer]);
    }

    private async Task<Published> PublishedAsync()
    {
        var published = await All.Value;
        Shared(_sample!);
        return published;
    }

    private static async Task<Published> PublishAllAsync()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = _sample = await NewClientAsync();
        string[] push = ["--no-restore", $"-p:OciArtifactRegistry={registry.Host}", $"-p:OciArtifactLayoutDirectory={Layout}"];
        await RestoreAsync(sample);
        await sample.PublishAsync(push);
        var (client, folder, unpacked) =
            (FilesOf(sample.Layout), FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
        var second = await sample.PublishAsync([.. push, "-v:n"]);
        sample.Edit("App.razor", "Hello", "Good morning");
        await sample.PublishAsync(push);
        var sent = (sample.Report.LayersWithTransfer("uploaded"), sample.Report.BytesUploaded);
        await sample.RunAsync("publish", "../Server/Server.csproj", "-c", "Release");
        return new Published(client, folder, unpacked, second.Output, sent, FilesOf(LayoutReader.Open(sample[$"../Server/{Layout}"])));
    }

    // The packages of Blazor are not in the SDK. Without a network, only packages of earlier builds are available.
    private static async Task RestoreAsync(SampleProject sample)
    {
        var restore = await sample.TryRunAsync("restore", "../Server/Server.csproj");
        if (restore.ExitCode == 0) return;
        var missing = $"The packages of a Blazor app cannot be restored: {restore.All}";
        if (Peer.InCi || !restore.ErrorCodes.All(code => code.StartsWith("NU", StringComparison.Ordinal))) Assert.Fail(missing);
        Assert.Inconclusive(missing);
    }

    private static async Task<SampleProject> NewClientAsync()
    {
        const string Properties =
            "<TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>";
        var sample = await SampleProject.NewAsync("Client", ProjectFile.With(
            "Microsoft.NET.Sdk.BlazorWebAssembly",
            $"""
            {Properties}
            <OverrideHtmlAssetPlaceholders>true</OverrideHtmlAssetPlaceholders>
            <ServiceWorkerAssetsManifest>service-worker-assets.js</ServiceWorkerAssetsManifest>
            <BrotliCompressionLevel>Fastest</BrotliCompressionLevel>
            """,
            ProjectFile.Reference,
            """
            <ItemGroup>
              <PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly" Version="$(BundledNETCoreAppPackageVersion)" />
              <PackageReference
                Include="Microsoft.AspNetCore.Components.WebAssembly.Authentication"
                Version="$(BundledNETCoreAppPackageVersion)" />
              <PackageReference Include="Humanizer.Core.de" Version="2.14.1" />
              <ProjectReference Include="../Parts/Parts.csproj" />
              <ServiceWorker Include="wwwroot/service-worker.js" PublishedContent="wwwroot/service-worker.js" />
            </ItemGroup>
            """));
        sample.Write("Program.cs",
            """
            var builder = Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder.CreateDefault(args);
            builder.RootComponents.Add<Client.App>("#app");
            await builder.Build().RunAsync();
            """);
        sample.Write("App.razor", "<p>Hello, @Humanizer.TimeSpanHumanizeExtensions.Humanize(TimeSpan.FromDays(1))</p><Parts.Widget />");
        sample.Write("App.razor.css", "p { color: red; }");
        sample.Write("wwwroot/index.html", """
            <head><link rel="preload" id="webassembly" /><script type="importmap"></script></head>
            <body id="app"><script src="_framework/blazor.webassembly#[.{fingerprint}].js"></script></body>
            """);
        sample.Write("wwwroot/service-worker.js", "self.importScripts('./service-worker-assets.js');");

        sample.Write("../Parts/Parts.csproj", ProjectFile.With("Microsoft.NET.Sdk.Razor", Properties, """
            <ItemGroup>
              <SupportedPlatform Include="browser" />
              <PackageReference Include="Microsoft.AspNetCore.Components.Web" Version="$(BundledNETCoreAppPackageVersion)" />
            </ItemGroup>
            """));
        sample.Write(
            "../Parts/Widget.razor",
            "<p>@(new System.Resources.ResourceManager(\"Parts.Texts\", typeof(Widget).Assembly).GetString(\"Hello\"))</p>");
        sample.Write("../Parts/Widget.razor.css", "p { color: blue; }");
        sample.Write("../Parts/wwwroot/parts.js", "export const parts = 1;");
        foreach (var texts in (string[])["Texts.resx", "Texts.de.resx"])
            sample.Write($"../Parts/{texts}", await File.ReadAllTextAsync(Repository.Path($"testassets/ConsoleApp.Library/{texts}")));

        const string OfClient = """<ItemGroup><ProjectReference Include="../Client/Client.csproj" /></ItemGroup>""";
        sample.Write("../Server/Server.csproj", ProjectFile.With("Microsoft.NET.Sdk.Web", Properties, ProjectFile.Reference, OfClient));
        sample.Write("../Server/Program.cs", "var app = WebApplication.CreateBuilder(args).Build(); app.MapStaticAssets(); app.Run();");
        sample.Write("../Server/wwwroot/own.txt", "own");
        return sample;
    }

    // The names of the files of each layer without the fingerprints of the SDK, in wwwroot or not.
    private static Dictionary<string, HashSet<string>> FilesOf(LayoutReader layout) => layout.Manifest.Layers.ToDictionary(
        layer => layer.Title.Split('.')[1],
        layer => layout.Unpack(layer).Paths.Select(NameOf).ToHashSet(StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string NameOf(string path) =>
        Fingerprint().Replace(path.StartsWith("wwwroot/", StringComparison.Ordinal) ? path["wwwroot/".Length..] : path, "");

    [GeneratedRegex(
        @"\.[a-z0-9]{10}(?=(\.bundle)?(\.scp)?\.[a-z]+(\.br|\.gz)?\z)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Fingerprint();

    private sealed record Published(
        Dictionary<string, HashSet<string>> Client,
        string Folder,
        string Unpacked,
        string SecondOutput,
        (IReadOnlyList<string> Layers, long Bytes) Sent,
        Dictionary<string, HashSet<string>> Server);
}

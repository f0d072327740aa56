using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Planning;

/// <summary>
/// The origin of the files of <c>wwwroot</c>, for items that the SDK makes of a Blazor app. Each row is one kind of
/// asset.
/// </summary>
[TestClass]
public sealed class WebAssetsTests
{
    private const string Packages = "/home/me/.nuget/packages";
    private const string RuntimePack = "Microsoft.NETCore.App.Runtime.Mono.browser-wasm";
    private const string RuntimeFolder = $"{Packages}/microsoft.netcore.app.runtime.mono.browser-wasm/10.0.12/runtimes/browser-wasm";
    private const string Linked = "/src/App/obj/Release/net10.0/webcil/publish";
    private const string NativeAnew = "/src/App/obj/Release/net10.0/wasm/for-publish/dotnet.native.wasm";
    private const string Components = "Microsoft.AspNetCore.Components.WebAssembly";
    private const string ComponentsFolder = $"{Packages}/microsoft.aspnetcore.components.webassembly/10.0.12";
    private const string WebScripts = $"{Packages}/microsoft.aspnetcore.app.internal.assets/10.0.12/build/../_framework";

    // The files of the references of an app that runs in the browser.
    private static readonly ITaskItem[] References =
    [
        Package(RuntimePack, $"{RuntimeFolder}/native/System.Private.CoreLib.dll"),
        Package(RuntimePack, $"{RuntimeFolder}/native/dotnet.native.wasm"),
        Package(RuntimePack, $"{RuntimeFolder}/native/dotnet.js"),
        Package(RuntimePack, $"{RuntimeFolder}/native/icudt_CJK.dat"),
        Package("Humanizer.Core", $"{Packages}/humanizer.core/10.0.12/lib/net6.0/Humanizer.dll"),
        Package(
            "Humanizer.Core.de",
            $"{Packages}/humanizer.core.de/10.0.12/lib/net6.0/de/Humanizer.resources.dll",
            ("DestinationSubDirectory", "de/"),
            ("Culture", "de")),
        Package(Components, $"{ComponentsFolder}/lib/net10.0/Microsoft.AspNetCore.Components.WebAssembly.dll"),
        Item("/src/Lib/bin/Lib.dll", ("ReferenceSourceTarget", "ProjectReference"), ("MSBuildSourceProjectFile", "/src/Lib/Lib.csproj")),

        // An indirect project reference, whose item has a package id.
        Package(
            "Far",
            "/src/Far/bin/Far.dll",
            ("ReferenceSourceTarget", "ProjectReference"),
            ("MSBuildSourceProjectFile", "/src/Far/Far.csproj")),
    ];

    // The published path, the metadata of the item, the expected layer and the expected origin.
    [TestMethod]
    [DataRow(
        "_framework/System.Private.CoreLib.30icjnrpyf.wasm", "Computed", "WasmResource", "runtime", $"{Linked}/System.Private.CoreLib.wasm",
        "runtime", RuntimePack)]
    [DataRow(
        "_framework/dotnet.native.rw4kynp763.wasm", "Computed", "WasmResource", "native", $"{RuntimeFolder}/native/dotnet.native.wasm",
        "runtime", RuntimePack)]
    [DataRow(
        "_framework/icudt_CJK.tjcz0u77k5.dat", "Computed", "WasmResource", "native", $"{RuntimeFolder}/native/icudt_CJK.dat", "runtime",
        RuntimePack)]
    [DataRow("_framework/dotnet.js", "Computed", "WasmResource", "native", $"{RuntimeFolder}/native/dotnet.js", "runtime", RuntimePack)]
    [DataRow(
        "_framework/dotnet.native.abcdefghij.wasm", "Computed", "WasmResource", "native", NativeAnew, "app", "",
        DisplayName = "linked anew, with the app in it")]
    [DataRow(
        "_framework/dotnet.2y9ix22lzy.js", "Computed", "WasmResource", "manifest", "obj/Release/net10.0/publish.dotnet.js", "app", "",
        DisplayName = "dotnet.js with how the app starts")]
    [DataRow(
        "_framework/blazor.boot.json", "Computed", "WasmResource", "manifest", "obj/Release/net8.0/blazor.publish.boot.json", "app", "")]
    [DataRow(
        "_framework/blazor.webassembly.w3qd1tpl0e.js", "Computed", "WasmResource", "boot",
        $"{ComponentsFolder}/build/net10.0/blazor.webassembly.js", "packages", Components)]
    [DataRow(
        "_framework/Humanizer.oqup3v7t3k.wasm", "Computed", "WasmResource", "runtime", $"{Linked}/Humanizer.wasm", "packages",
        "Humanizer.Core")]
    [DataRow(
        "_framework/Humanizer.dll", "Computed", "WasmResource", "runtime", $"{Packages}/humanizer.core/10.0.12/lib/net6.0/Humanizer.dll",
        "packages", "Humanizer.Core", DisplayName = "as it was")]
    [DataRow(
        "_framework/de/Humanizer.resources.t03mf22q2d.wasm", "Computed", "Culture", "de",
        "/src/App/obj/Release/net10.0/webcil/de/Humanizer.resources.wasm", "resources", "Humanizer.Core.de")]
    [DataRow(
        "_framework/de/App.resources.t03mf22q2d.wasm", "Computed", "Culture", "de",
        "/src/App/obj/Release/net10.0/webcil/de/App.resources.wasm", "resources", "")]
    [DataRow("_framework/Lib.x8d7730r8i.wasm", "Computed", "WasmResource", "runtime", $"{Linked}/Lib.wasm", "projects", "Lib")]
    [DataRow("_framework/Far.x8d7730r8i.wasm", "Computed", "WasmResource", "runtime", $"{Linked}/Far.wasm", "projects", "Far")]
    [DataRow("_framework/App.zwija2xfhl.wasm", "Computed", "WasmResource", "runtime", $"{Linked}/App.wasm", "app", "")]
    [DataRow("_framework/App.zwija2xfhl.pdb", "Computed", "WasmResource", "symbol", "/src/App/obj/Release/net10.0/App.pdb", "symbols", "")]
    [DataRow(
        "service-worker-assets.js", "Computed", "BlazorServiceWorker", "ServiceWorkerManifest",
        "obj/Release/net10.0/service-worker/service-worker-assets.js.publish", "app", "")]
    [DataRow(
        "App.styles.css", "Computed", "ScopedCss", "ApplicationBundle", "/src/App/obj/Release/net10.0/scopedcss/bundle/App.styles.css",
        "app", "")]
    [DataRow(
        "_framework/blazor.web.js", "Discovered", "", "", $"{WebScripts}/blazor.web.js", "packages",
        "microsoft.aspnetcore.app.internal.assets")]
    [DataRow("css/app.css", "Discovered", "", "", "wwwroot/css/app.css", "app", "")]
    public void An_asset_of_the_app_is_in_the_layer_of_what_it_was_made_of(
        string path, string type, string trait, string value, string source, string layer, string origin)
    {
        var files = Read(References, [], [Asset(path, type, "App", source, (trait, value))]);
        Assert.AreEqual((layer, origin), (LayerOf(files[path]), OriginOf(files[path])));
        Assert.AreEqual((layer, origin), (LayerOf(files[$"{path}.br"]), OriginOf(files[$"{path}.br"])));
    }

    [TestMethod]
    [DataRow(
        "_content/Contoso.Buttons/button.js", "Package", "Contoso.Buttons", $"{Packages}/contoso.buttons/1.2.3/staticwebassets/button.js",
        "packages", "Contoso.Buttons")]
    [DataRow("_content/Lib.Package/lib.css", "Project", "Lib.Package", "wwwroot/lib.css", "projects", "Lib")]
    [DataRow("_content/Unknown/lib.css", "Project", "Unknown", "wwwroot/lib.css", "projects", "Unknown")]
    public void Other_assets_are_in_the_layer_of_the_package_or_the_project_that_has_them(
        string path, string type, string id, string source, string layer, string origin)
    {
        var files = Read([], [], [Asset(path, type, id, source)]);
        Assert.AreEqual((layer, origin), (LayerOf(files[path]), OriginOf(files[path])));
        Assert.AreEqual((layer, origin), (LayerOf(files[$"{path}.br"]), OriginOf(files[$"{path}.br"])));
        if (layer == "packages") Assert.AreEqual("1.2.3", files[path].PackageVersion);
    }

    [TestMethod]
    [DataRow("_framework/System.Private.CoreLib.30icjnrpyf.wasm", "runtime", "runtime")]
    [DataRow("_framework/Humanizer.oqup3v7t3k.wasm", "runtime", "packages")]
    [DataRow("_framework/Client.zwija2xfhl.wasm", "runtime", "projects")]
    [DataRow("_framework/dotnet.2y9ix22lzy.js", "manifest", "projects")]
    public void In_an_app_that_serves_a_client_the_assets_of_the_client_have_the_origin_that_they_have_there(
        string path, string value, string layer)
    {
        // The server has no runtime pack for the browser. The folder of the native files tells it.
        var native = Asset(
            "_framework/dotnet.native.rw4kynp763.wasm",
            "Project",
            "Client",
            $"{RuntimeFolder}/native/dotnet.native.wasm",
            ("WasmResource", "native"));
        var asset = Asset(path, "Project", "Client", $"{Linked}/x.wasm", ("WasmResource", value));
        var file = Read(References, [], [asset, native], runtimePacks: [])[path];
        Assert.AreEqual(layer, LayerOf(file));
        Assert.AreEqual(layer == "projects" ? "Client" : "", file.Project);
    }

    [TestMethod]
    [DataRow("_framework/System.Private.CoreLib.30icjnrpyf.wasm", "runtime")]
    [DataRow("_framework/System.Private.CoreLib.wasm.br", "runtime")]
    [DataRow("_framework/dotnet.native.rw4kynp763.wasm.gz", "runtime")]
    [DataRow("_framework/icudt_CJK.tjcz0u77k5.dat", "runtime")]
    [DataRow("_framework/Humanizer.dll", "packages")]
    [DataRow("_framework/Humanizer.oqup3v7t3k.wasm.br", "packages")]
    [DataRow("_framework/de/Humanizer.resources.t03mf22q2d.wasm.br", "resources")]
    [DataRow("_framework/de/App.resources.t03mf22q2d.wasm", "resources")]
    [DataRow("_framework/Lib.x8d7730r8i.wasm", "projects")]
    [DataRow("_framework/App.zwija2xfhl.wasm", "app")]
    [DataRow("_framework/Humanizer.other.wasm", "app")]
    [DataRow("_framework/dotnet.2y9ix22lzy.js", "app")]
    [DataRow("_framework/dotnet.js", "app")]
    [DataRow("_framework/App.zwija2xfhl.pdb.gz", "app")]
    [DataRow("Humanizer.wasm", "app")]
    public void Where_there_is_no_item_of_a_file_its_name_says_what_it_was_made_of(string path, string layer) =>
        Assert.AreEqual(layer, LayerOf(Read(References, [path], [])[path]));

    [TestMethod]
    public void Without_items_and_references_every_file_is_as_before()
    {
        var file = Read([], ["_framework/Humanizer.oqup3v7t3k.wasm.br"], [])["_framework/Humanizer.oqup3v7t3k.wasm.br"];
        Assert.AreEqual(("app", "", false), (LayerOf(file), OriginOf(file), file.Archived().IsFromPackage));
    }

    [TestMethod]
    public void Only_what_NuGet_unpacked_has_the_mode_that_NuGet_gives()
    {
        var button = $"{Packages}/contoso.buttons/1.2.3/staticwebassets/button.js";
        var files = Read(
            References,
            [],
            [
                Asset("_content/Contoso.Buttons/button.js", "Package", "Contoso.Buttons", button) with { Include = button },
                Asset(
                    "_framework/dotnet.native.rw4kynp763.wasm",
                    "Computed",
                    "App",
                    $"{RuntimeFolder}/native/dotnet.native.wasm",
                    ("WasmResource", "native")),
                Asset("_framework/Humanizer.oqup3v7t3k.wasm", "Computed", "App", $"{Linked}/Humanizer.wasm", ("WasmResource", "runtime")),
            ]);
        Assert.AreSequenceEqual(
            ["_content/Contoso.Buttons/button.js", "_framework/dotnet.native.rw4kynp763.wasm"],
            files.Values.Where(file => file.Archived().IsFromPackage).Select(file => file.RelativePath["wwwroot/".Length..]).Order(
                StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_file_that_a_target_of_a_package_publishes_is_the_packages()
    {
        using var work = new WorkFolder("publish");
        foreach (var name in (string[])["Humanizer.dll", "Proxy/Host.dll", "Other.dll", "own.txt"]) work.Write(name, name);
        ITaskItem[] published =
            [
                Package("Humanizer.Core", $"{Packages}/humanizer.core/10.0.12/lib/net6.0/Humanizer.dll", ("RelativePath", "Humanizer.dll")),
                Item($"{Packages}/humanizer.core/10.0.12/tools/Proxy/Host.dll", ("RelativePath", "Proxy/Host.dll")),
                Item($"{Packages}/other/3.2.1/tools/Other.dll", ("RelativePath", "Other.dll")),
                Item($"{Packages}/other/3.2.1", ("RelativePath", "own.txt")),
            ];
        var files = new PublishFolder(work.Path, [.. published.Select(SdkItems.File)], SdkItems.PackIds([]))
        {
            PackageFolders = ["/elsewhere", $"{Packages}/"],
        }.Read(new FolderFiles([])).ToDictionary(file => file.RelativePath);
        Assert.AreEqual(("Humanizer.Core", "10.0.12"), (files["Proxy/Host.dll"].PackageId, files["Proxy/Host.dll"].PackageVersion));

        // Only the folder tells the package of this file, so the id is the name of the folder.
        Assert.AreEqual(("other", "3.2.1"), (files["Other.dll"].PackageId, files["Other.dll"].PackageVersion));
        Assert.AreEqual("", files["own.txt"].PackageId);
    }

    // The files of a publish folder by their paths below wwwroot: the assets, each with a compressed alternative.
    private static Dictionary<string, PublishedFile> Read(
        ITaskItem[] references, string[] others, PublishedAsset[] assets, ITaskItem[]? runtimePacks = null)
    {
        using var work = new WorkFolder("publish");
        string[] paths = [.. others, .. assets.SelectMany(asset => new[] { asset.Path, $"{asset.Path}.br" })];
        foreach (var path in paths) work.Write($"wwwroot/{path}", path);
        return new PublishFolder(
            work.Path, [], SdkItems.PackIds(runtimePacks ?? [Item("Microsoft.NETCore.App", ("NuGetPackageId", RuntimePack))]))
        {
            WebAssets = [.. assets.SelectMany(asset => new[] { asset.ToItem(), asset.ToAlternative() }).Select(SdkItems.WebAsset)],
            WebAssetProjects = [("/src/Lib/Lib.csproj", "Lib.Package"), ("/src/Client/Client.csproj", "Client")],
            BrowserReferences = [.. references.Select(SdkItems.File)],
            PackageFolders = [Packages],
        }.Read(new FolderFiles([])).ToDictionary(file => file.RelativePath["wwwroot/".Length..], StringComparer.Ordinal);
    }

    private static string LayerOf(PublishedFile file) => ProvenanceLayers.Cut([file], new DeclaredLayers([])).Single().Layer;

    private static string OriginOf(PublishedFile file) => file.PackageId + file.Project;

    private static ITaskItem Package(string id, string path, params (string Name, string Value)[] more) =>
        Item(path, [("NuGetPackageId", id), ("NuGetPackageVersion", "10.0.12"), .. more]);

    private static PublishedAsset Asset(string path, string type, string id, string source, (string Name, string Value) trait = default) =>
        new(path, type, id, source, trait);

    private sealed record PublishedAsset(string Path, string SourceType, string SourceId, string Source, (string Name, string Value) Trait)
    {
        internal string Include { get; init; } = $"/src/App/bin/Release/net10.0/wwwroot/{Path}";

        internal ITaskItem ToItem() => Item(
            Include, ("TargetPath", $"wwwroot/{Path}"), ("SourceType", SourceType), ("SourceId", SourceId), ("OriginalItemSpec", Source),
            ("AssetRole", "Primary"),
            ("AssetTraitName", Trait.Name ?? ""), ("AssetTraitValue", Trait.Value ?? ""), ("RelativePath", Pattern(Path)));

        internal ITaskItem ToAlternative() => Item(
            $"/src/App/obj/Release/net10.0/compressed/{Path}.br", ("TargetPath", $@"wwwroot\{Path.Replace('/', '\\')}.br"),
            ("SourceType", SourceType), ("SourceId", SourceId),
            ("OriginalItemSpec", Source), ("AssetRole", "Alternative"), ("RelatedAsset", Include),
            ("AssetTraitName", "Content-Encoding"), ("AssetTraitValue", "br"));

        // The path with a placeholder for its fingerprint.
        private static string Pattern(string path) =>
            System.Text.RegularExpressions.Regex.Replace(path, @"\.[a-z0-9]{10}(?=\.[a-z]+\z)", "#[.{fingerprint}]!");
    }
}

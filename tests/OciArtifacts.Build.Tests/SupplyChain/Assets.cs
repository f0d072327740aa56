namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The text of a <c>project.assets.json</c>.</summary>
internal static class Assets
{
    private const string Libraries = """
        "Contoso.Text/2.0.0": {
          "type": "package", "dependencies": { "Contoso.Base": "1.0.0" }, "runtime": { "lib/net10.0/Contoso.Text.dll": {} }
        },
        "Contoso.Base/1.0.0": { "type": "package", "runtime": { "lib/net10.0/Contoso.Base.dll": {} } },
        "Contoso.Analyzers/3.0.0": { "type": "package", "runtime": { "lib/net10.0/_._": {} }, "build": { "build/A.props": {} } },
        "Contoso.Tools/1.0.0": { "type": "package", "dependencies": { "Contoso.Analyzers": "3.0.0" } },
        "Contoso.All/1.0.0": { "type": "package", "dependencies": { "Contoso.Tools": "1.0.0", "Contoso.Text": "2.0.0" } },
        "Contoso.Meta/1.0.0": { "type": "package", "dependencies": { "Contoso.All": "1.0.0" } },
        "Contoso.Shared/1.5.0": {
          "type": "project", "dependencies": { "Contoso.Base": "1.0.0", "Contoso.Pruned": "1.0.0" }, "runtime": { "bin/Shared.dll": {} }
        }
        """;

    private const string Native = """
        "runtime.native.Contoso/1.0.0": { "type": "package", "native": { "runtimes/linux-x64/native/a.so": {} } }
        """;

    /// <param name="framework">The key of the framework.</param>
    /// <param name="packages">The folder of packages.</param>
    internal static string Of(string framework, string packages = "/packages/") => $$"""
        {
          "version": 4,
          "targets": { "{{framework}}": { {{Libraries}} }, "{{framework}}/linux-x64": { {{Libraries}}, {{Native}} } },
          "libraries": {
            {{Package("Contoso.Text", "2.0.0")}}, {{Package("Contoso.Base", "1.0.0")}}, {{Package("Contoso.Analyzers", "3.0.0")}},
            {{Package("runtime.native.Contoso", "1.0.0")}}, {{Package("Contoso.Tools", "1.0.0")}}, {{Package("Contoso.All", "1.0.0")}},
            {{Package("Contoso.Meta", "1.0.0")}},
            "Contoso.Shared/1.5.0": { "type": "project", "path": "../shared/Shared.csproj" }
          },
          "projectFileDependencyGroups": {
            "{{framework}}": [ "Contoso.Text >= 2.0.0", "Contoso.Analyzers >= 3.0.0", "Contoso.Shared >= 1.5.0" ]
          },
          "packageFolders": { "/nowhere/": {}, "{{packages}}": {} },
          "project": { "frameworks": { "{{framework}}": { "targetAlias": "net10.0" } } }
        }
        """;

    private static string Package(string id, string version)
    {
        var name = id.ToLowerInvariant();
        return $$"""
            "{{id}}/{{version}}": {
              "type": "package", "path": "{{name}}/{{version}}", "files": [ "{{name}}.nuspec", "{{name}}.nupkg.sha512", "lib/a.dll" ]
            }
            """;
    }
}

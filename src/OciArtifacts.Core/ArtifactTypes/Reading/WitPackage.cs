namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// What a WIT package in its binary form exports: a component that has nothing but component types, one for each interface and each world (the second encoding), or one for all of them (the first)
/// (bytecodealliance/wasm-tools, wit-parser, decoding.rs).
/// </summary>
internal static class WitPackage
{
    private const byte Function = 0x01, Component = 0x04, Instance = 0x05;

    // The first encoding exports its one type under the name of the package and this.
    private const string FirstForm = "wit";

    /// <summary>The names of its interfaces, of its worlds and of what these export, each once; <see langword="null"/> where the exports of a component are those of no WIT package.</summary>
    /// <param name="exports">What a component exports that has no imports.</param>
    /// <exception cref="InvalidDataException">It is one, and cannot be understood.</exception>
    internal static IReadOnlyList<string>? Exports(IReadOnlyList<WasmExport> exports)
    {
        if (exports.Count == 0 || exports.Any(export => export.Type is null)) return null;
        var first = exports[0].Name;
        if (!first.AsSpan().ContainsAny(':', '/')) return Sorted(OneEach(exports));
        return exports.Count == 1 && PartsOf(first) is ({ } package, FirstForm, { } version) ? Sorted(OfAll(exports[0].Type!, package, version)) : null;
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> OneEach(IReadOnlyList<WasmExport> exports)
    {
        (string Name, string Version)? all = null;
        foreach (var export in exports)
        {
            if (export.Type!.Exports is not [var only] || PartsOf(only.Name) is not ({ } package, _, { } version))
            {
                throw new InvalidDataException($"The type '{export.Name}' of the WIT package does not export one interface or world with the name of the package.");
            }

            all ??= (package, version);
            if (all != (package, version)) throw new InvalidDataException($"It has interfaces and worlds of {Shown(all.Value)} and of {Shown((package, version))}, and a WIT package is one.");
            foreach (var name in NamesOf(only, only.Name)) yield return name;
        }
    }

    private static IEnumerable<string> OfAll(WasmType type, string package, string version) => type.Exports.SelectMany(
        export => NamesOf(export, export.Name.Contains('/', StringComparison.Ordinal) ? export.Name : $"{package}/{export.Name}{version}"));

    private static IEnumerable<string> NamesOf(WasmExport export, string name) => (export.Kind, export.Type) switch
    {
        (Instance, _) => [name],
        (Component, { } world) => world.Exports.Where(inner => inner.Kind is Function or Instance).Select(inner => inner.Name).Prepend(name),
        _ => throw new InvalidDataException($"'{export.Name}' of the WIT package is neither an interface nor a world."),
    };

    // Without the @, which would look like that of an address with a password.
    private static string Shown((string Name, string Version) package) => $"{package.Name} {package.Version.TrimStart('@')}".TrimEnd();

    // contoso:greeter/greet@1.0.0: package, name, and version with its @.
    private static (string? Package, string? Name, string? Version) PartsOf(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var version ? version : name.Length;
        var slash = name[..at].LastIndexOf('/');
        return slash <= 0 || !name[..slash].Contains(':', StringComparison.Ordinal) ? default : (name[..slash], name[(slash + 1)..at], name[at..]);
    }
}

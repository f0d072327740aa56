namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads the exports of a WIT package in its binary form. It is a component with nothing but component types: one for
/// each interface and world (the second encoding), or a single one for all of them (the first encoding)
/// (bytecodealliance/wasm-tools, wit-parser, decoding.rs).
/// </summary>
internal static class WitPackage
{
    private const byte Function = 0x01, Component = 0x04, Instance = 0x05;

    // The first encoding exports its single type under the name of the package and this name.
    private const string FirstEncoding = "wit";

    /// <summary>
    /// The names of the interfaces, of the worlds and of the exports of the worlds, each once, sorted;
    /// <see langword="null"/> if the component is not a WIT package.
    /// </summary>
    /// <param name="exports">The exports of a component without imports.</param>
    /// <exception cref="InvalidDataException">The component is a WIT package that cannot be understood.</exception>
    internal static IReadOnlyList<string>? Exports(IReadOnlyList<WasmExport> exports)
    {
        if (exports.Count == 0 || exports.Any(export => export.Type is null)) return null;
        var first = exports[0].Name;
        if (!first.AsSpan().ContainsAny(':', '/')) return Sorted(OneEach(exports));
        return exports.Count == 1 && PartsOf(first) is ({ } package, FirstEncoding, { } version)
            ? Sorted(OfAll(exports[0].Type!, package, version))
            : null;
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> OneEach(IReadOnlyList<WasmExport> exports)
    {
        (string Name, string Version)? all = null;
        foreach (var export in exports)
        {
            if (export.Type!.Exports is not [var only] || PartsOf(only.Name) is not ({ } package, _, { } version))
            {
                throw new InvalidDataException(
                    $"The type '{export.Name}' of the WIT package does not export one interface or world with the name of the package.");
            }

            all ??= (package, version);
            if (all != (package, version))
            {
                throw new InvalidDataException(
                    $"It has interfaces and worlds of {Shown(all.Value)} and of {Shown((package, version))}, and a WIT package is one.");
            }

            foreach (var name in NamesOf(only, only.Name)) yield return name;
        }
    }

    private static IEnumerable<string> OfAll(WasmType type, string package, string version) => type.Exports.SelectMany(
        export => NamesOf(export, export.Name.Contains('/', StringComparison.Ordinal) ? export.Name : $"{package}/{export.Name}{version}"));

    private static IEnumerable<string> NamesOf(WasmExport export, string name) => (export.Kind, export.Type) switch
    {
        (Instance, _) => [name],
        (Component, { } world) => world.Exports.Where(inner => inner.Kind is Function or Instance)
            .Select(inner => inner.Name).Prepend(name),
        _ => throw new InvalidDataException($"'{export.Name}' of the WIT package is neither an interface nor a world."),
    };

    // Without the @: messages hide what looks like an address with a password.
    private static string Shown((string Name, string Version) package) => $"{package.Name} {package.Version.TrimStart('@')}".TrimEnd();

    // The parts of contoso:greeter/greet@1.0.0: the package, the name, and the version with its @.
    private static (string? Package, string? Name, string? Version) PartsOf(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var version ? version : name.Length;
        var slash = name[..at].LastIndexOf('/');
        return slash <= 0 || !name[..slash].Contains(':', StringComparison.Ordinal)
            ? default
            : (name[..slash], name[(slash + 1)..at], name[at..]);
    }
}

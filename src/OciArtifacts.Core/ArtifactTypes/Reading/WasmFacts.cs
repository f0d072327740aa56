using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Describes a WebAssembly file: whether it is a component, and what a component imports and exports at its top
/// (WebAssembly/component-model, design/mvp/Binary.md). A WIT package in its binary form is a component that exports
/// its interfaces and worlds.
/// </summary>
/// <param name="IsComponent">Whether the file is a component. If not, it is a core module.</param>
/// <param name="Imports">The names of the imports of a component, in their order; empty for a module.</param>
/// <param name="Exports">
/// The names of the exports of a component, in their order; empty for a module. Of a WIT package, the names of its
/// interfaces, of its worlds and of the exports of the worlds. They are sorted, because the reference
/// (bytecodealliance/rust-oci-wasm) has them in no order.
/// </param>
internal sealed record WasmFacts(bool IsComponent, IReadOnlyList<string> Imports, IReadOnlyList<string> Exports)
{
    // Compilers write far less. A larger file was made to keep its reader busy.
    private const int MostSections = 100_000;
    private const int LargestLists = 1024 * 1024;

    private const uint ModuleVersion = 1;
    private const uint ComponentVersion = 0x0001_000D;
    private const byte ImportSection = 10;
    private const byte ExportSection = 11;
    private const byte TypeSection = 7;
    private const byte CustomSection = 0;
    private const byte TypeKind = 0x03;

    // Only the types of WIT packages are read; those of components that run are skipped.
    private const int LargestTypes = 16 * 1024 * 1024;

    /// <summary>
    /// The operating system in the Wasm OCI artifact layout: <c>wasip2</c> for a component, <c>wasip1</c> for a module.
    /// </summary>
    internal string Os => IsComponent ? "wasip2" : "wasip1";

    /// <summary>
    /// Reads a file. Reads the first 8 bytes of a module; the heads of the sections and the names of a component; and
    /// also the types of a WIT package.
    /// </summary>
    /// <exception cref="OciException">
    /// The file is not WebAssembly (<see cref="OciErrorCode.FormatMismatch"/>), or cannot be read.
    /// </exception>
    internal static WasmFacts Read(string path)
    {
        try
        {
            using var file = RegularFile.OpenStream(path);
            using var buffered = new BufferedStream(file);
            return Read(new WasmReader(buffered));
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new OciException(
                OciErrorCode.FormatMismatch,
                $"'{path}' is no WebAssembly module or component that can be understood: {problem.Message} "
                + "Build it again, or give the layer another file.",
                problem);
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, "", problem);
        }
    }

    /// <summary>
    /// The values for templates: <c>os</c>, and for a component <c>component</c> with <c>exports</c> and
    /// <c>imports</c>.
    /// </summary>
    internal JsonObject ToValues()
    {
        var values = new JsonObject { ["os"] = Os };
        if (IsComponent) values["component"] = new JsonObject { ["exports"] = ListOf(Exports), ["imports"] = ListOf(Imports) };
        return values;
    }

    private static WasmFacts Read(WasmReader file)
    {
        Span<byte> preamble = stackalloc byte[8];
        file.Bytes(preamble);
        if (!preamble.StartsWith("\0asm"u8)) throw new InvalidDataException("It does not begin with the bytes 00 61 73 6d.");
        return BinaryPrimitives.ReadUInt32LittleEndian(preamble[4..]) switch
        {
            ModuleVersion => new WasmFacts(IsComponent: false, [], []),
            ComponentVersion => ReadComponent(file),
            var version => throw new InvalidDataException(
                $"Its version is 0x{version:x8}; a module has 0x{ModuleVersion:x8}, a component 0x{ComponentVersion:x8}."),
        };
    }

    private static WasmFacts ReadComponent(WasmReader file)
    {
        var (imports, exports) = (new List<string>(), new List<string>());
        var isPackage = true;
        var start = file.Position;
        foreach (var (id, end) in Sections(file))
        {
            if (id == ImportSection) imports.AddRange(file.Imports(end));
            else if (id == ExportSection) isPackage &= AreTypes(file, end, exports);
            else file.SkipTo(end);
            isPackage &= id is ExportSection or TypeSection or CustomSection;
        }

        if (isPackage && exports.Count > 0)
        {
            file.SkipTo(start);
            if (WitPackage.Exports([.. Types(file)]) is { } names) return new WasmFacts(IsComponent: true, [], names);
        }

        return new WasmFacts(IsComponent: true, imports, exports);
    }

    private static IEnumerable<(byte Id, long End)> Sections(WasmReader file)
    {
        long left = LargestLists;
        for (var sections = 0; !file.IsAtEnd; sections++)
        {
            if (sections == MostSections) throw new InvalidDataException($"It has more than {MostSections} sections.");
            var id = file.Byte();
            var size = file.Number();
            if (id is ImportSection or ExportSection && (left -= size) < 0)
            {
                throw new InvalidDataException($"Its imports and exports have more than {LargestLists} bytes.");
            }

            var end = file.EndOf(size);
            yield return (id, end);
            if (file.Position != end) throw new InvalidDataException($"The section at {end - size} does not end where it says.");
        }
    }

    // Adds the names of the exports to the list. Returns whether all exports are types.
    private static bool AreTypes(WasmReader file, long end, List<string> names)
    {
        var areTypes = true;
        foreach (var (name, kind, _) in file.Exports(end))
        {
            names.Add(name);
            areTypes &= kind == TypeKind;
        }

        return areTypes;
    }

    // The exports with their types. In the numbering of types, an export counts like a definition.
    private static IEnumerable<WasmExport> Types(WasmReader file)
    {
        var (types, reader) = (new List<WasmType?>(), new WasmTypeReader(file));
        long left = LargestTypes;
        foreach (var (id, end) in Sections(file))
        {
            if (id == TypeSection)
            {
                if ((left -= end - file.Position) < 0) throw new InvalidDataException($"Its types have more than {LargestTypes} bytes.");
                types.AddRange(reader.Section());
            }
            else if (id == ExportSection)
            {
                foreach (var (name, kind, index) in file.Exports(end))
                {
                    types.Add(index < types.Count ? types[(int)index] : null);
                    yield return new WasmExport(name, kind, types[^1]);
                }
            }
            else
            {
                file.SkipTo(end);
            }
        }
    }

    private static JsonArray ListOf(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}

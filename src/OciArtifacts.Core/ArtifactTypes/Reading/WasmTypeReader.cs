namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads the types in a component (WebAssembly/component-model, design/mvp/Binary.md, "Type Definitions"). It keeps the
/// exports of component types and skips all other types.
/// </summary>
/// <param name="file">The file, at the beginning of a section of types.</param>
internal sealed class WasmTypeReader(WasmReader file)
{
    private const byte TypeSort = 0x03;

    // A package with a world with an interface is nested 3 deep.
    private const int Deepest = 16;

    /// <summary>
    /// Reads the types of a section in their order; <see langword="null"/> for a type that is not that of a component.
    /// </summary>
    internal IEnumerable<WasmType?> Section()
    {
        for (var count = file.Number(); count > 0; count--) yield return Type(depth: 0);
    }

    private WasmType? Type(int depth)
    {
        if (depth == Deepest) throw new InvalidDataException($"The types before {file.Position} are nested too deeply.");
        switch (file.Byte())
        {
            case 0x41:
                return new WasmType(Declarations(depth));
            case 0x42:
                Declarations(depth);
                break;
            case 0x40 or 0x43:
                Parameters();
                if (file.Choice(0x01) == 0x00) file.Number();
                else Parameters();
                break;
            case var kind:
                Value(kind);
                break;
        }

        return null;
    }

    // componentdecl and instancedecl. Types are numbered in the order in which they are written, also those of aliases,
    // imports and exports.
    private List<WasmExport> Declarations(int depth)
    {
        var (types, exports) = (new List<WasmType?>(), new List<WasmExport>());
        for (var count = file.Number(); count > 0; count--)
        {
            switch (file.Byte())
            {
                case 0x01:
                    types.Add(Type(depth + 1));
                    break;
                case 0x02:
                    if (Alias() == TypeSort) types.Add(null);
                    break;
                case 0x03:
                    file.Name();
                    if (file.Type().Kind == TypeSort) types.Add(null);
                    break;
                case 0x04:
                    exports.Add(Export(types));
                    break;
                case var kind:
                    throw new InvalidDataException($"The byte {kind:x2} before {file.Position} begins no declaration of a WIT package.");
            }
        }

        return exports;
    }

    private WasmExport Export(List<WasmType?> types)
    {
        var name = file.Name();
        var (kind, index) = file.Type();
        var type = index < types.Count ? types[(int)index] : null;
        if (kind == TypeSort) types.Add(type);
        return new WasmExport(name, kind, type);
    }

    private byte Alias()
    {
        var sort = file.Choice(0x05);
        if (sort == 0x00) file.Byte();
        var target = file.Choice(0x02);
        file.Number();
        if (target == 0x02) file.Number();
        else file.Text();
        return sort;
    }

    private void Parameters()
    {
        for (var count = file.Number(); count > 0; count--)
        {
            file.Text();
            file.Number();
        }
    }

    // defvaltype. A primitive value is a byte, any other value an index; both are read as one number.
    private void Value(byte kind)
    {
        switch (kind)
        {
            case (>= 0x73 and <= 0x7F) or 0x64:
                break;
            case 0x72:
                Parameters();
                break;
            case 0x71:
                for (var count = file.Number(); count > 0; count--)
                {
                    file.Text();
                    Optional();
                    Optional();
                }

                break;
            case 0x70 or 0x6B or 0x69 or 0x68:
                file.Number();
                break;
            case 0x67 or 0x63:
                file.Number();
                file.Number();
                break;
            case 0x6F:
                for (var count = file.Number(); count > 0; count--) file.Number();
                break;
            case 0x6E or 0x6D:
                for (var count = file.Number(); count > 0; count--) file.Text();
                break;
            case 0x6A:
                Optional();
                Optional();
                break;
            case 0x66 or 0x65:
                Optional();
                break;
            default:
                throw new InvalidDataException($"The byte {kind:x2} before {file.Position} begins no type of a WIT package.");
        }
    }

    private void Optional()
    {
        if (file.Choice(0x01) == 0x01) file.Number();
    }
}

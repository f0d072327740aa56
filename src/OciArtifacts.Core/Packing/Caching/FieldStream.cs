using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// Reads or writes the fields of records in binary form. Each method takes the value to write and returns the value
/// that was written or read, so one list of fields does both and cannot get out of step. Reading needs no JSON code,
/// whose loading would delay a publish without changes.
/// </summary>
internal sealed class FieldStream
{
    private readonly BinaryReader? _input;
    private readonly BinaryWriter? _output;

    private FieldStream(BinaryReader? input, BinaryWriter? output) => (_input, _output) = (input, output);

    internal static FieldStream Reading(BinaryReader input) => new(input, output: null);

    internal static FieldStream Writing(BinaryWriter output) => new(input: null, output);

    internal string Text(string? value)
    {
        if (_input is not null) return _input.ReadString();
        _output!.Write(value!);
        return value!;
    }

    internal string? Optional(string? value) => Flag(value is not null) ? Text(value) : null;

    internal bool Flag(bool value)
    {
        if (_input is not null) return _input.ReadBoolean();
        _output!.Write(value);
        return value;
    }

    internal long Number(long value)
    {
        if (_input is not null) return _input.ReadInt64();
        _output!.Write(value);
        return value;
    }

    internal Digest Digest(Digest? value) => Model.Digest.Parse(Text(value?.ToString()));

    internal ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> value)
    {
        var length = (int)Number(value.Length);
        if (_input is not null) return _input.ReadBytes(length);
        _output!.Write(value.Span);
        return value;
    }

    internal Platform? Platform(Platform? value) => Flag(value is not null)
        ? new Platform(Text(value?.Architecture), Text(value?.Os)) { Variant = Optional(value?.Variant) }
        : null;

    /// <summary>All members of a descriptor except its embedded data.</summary>
    internal Descriptor Descriptor(Descriptor? value) => new(Text(value?.MediaType), Digest(value?.Digest), Number(value?.Size ?? 0))
    {
        ArtifactType = Optional(value?.ArtifactType),
        Platform = Platform(value?.Platform),
        Annotations = Flag(value?.Annotations is not null) ? Annotations(value?.Annotations) : null,
    };

    internal T[] List<T>(IReadOnlyList<T>? values, Func<FieldStream, T?, T> field)
    {
        var list = new T[Number(values?.Count ?? 0)];
        for (var i = 0; i < list.Length; i++) list[i] = field(this, values is null ? default : values[i]);
        return list;
    }

    internal Digest[] Digests(IReadOnlyList<Digest>? values) =>
        [.. Texts(values is null ? null : [.. values.Select(digest => digest.ToString())]).Select(Model.Digest.Parse)];

    internal string[] Texts(IReadOnlyList<string>? values) => List(values, static (fields, value) => fields.Text(value));

    private Dictionary<string, string> Annotations(IReadOnlyDictionary<string, string>? values) => new(
        List<KeyValuePair<string, string>>(
            values is null ? null : [.. values], static (fields, pair) => new(fields.Text(pair.Key), fields.Text(pair.Value))),
        StringComparer.Ordinal);
}

using System.Buffers;
using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Reads what JSON, YAML or XML says of itself at its top, and compares it with what a type wants (<see cref="LayerRule.Members"/>). JSON of any length is read in pieces, all of it, so that text that breaks off
/// is found too.
/// </summary>
internal static class ContentMembers
{
    private const int LargestToken = 64 * 1024 * 1024;
    private const int LargestYaml = 16 * 1024 * 1024;
    private const int MostLines = 100;
    private const string OfObject = "{}", OfList = "[]";

    /// <summary>What is wrong, as the end of a sentence, or <see langword="null"/>.</summary>
    /// <param name="content">The content; it is read to its end.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="wanted">The alternatives.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<string?> ProblemAsync(Stream content, ContentFormat format, IReadOnlyList<IReadOnlyDictionary<string, string>> wanted, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> found;
        try
        {
            // Where nothing is wanted but that it can be read, any value may be at the top.
            var isAny = wanted.All(members => members.Count == 0);
            found = format switch
            {
                ContentFormat.Json => await JsonAsync(content, isAny, cancellation).ConfigureAwait(false),
                ContentFormat.Yaml when isAny => await ReadableYamlAsync(content, cancellation).ConfigureAwait(false),
                ContentFormat.Yaml => await YamlAsync(content, cancellation).ConfigureAwait(false),
                ContentFormat.Text => await TextAsync(content, cancellation).ConfigureAwait(false),
                _ => await XmlAsync(content).ConfigureAwait(false),
            };
        }
        catch (Exception problem) when (problem is JsonException or XmlException or InvalidDataException)
        {
            return $"cannot be read as {LayerText.Of(format)}: {problem.Message}";
        }

        if (wanted.Count == 0 || wanted.Any(members => members.All(member => Fits(found, member.Key, member.Value)))) return null;
        var nearest = wanted.MaxBy(members => members.Count(member => Fits(found, member.Key, member.Value)))!;
        var (key, pattern) = nearest.First(member => !Fits(found, member.Key, member.Value));
        var seen = found.TryGetValue(key, out var value) ? $"its '{key}' is {Shown(value)}" : $"it has no '{key}'";
        return $"does not say that it is one: {seen}{(pattern == "*" ? "" : $", which should be {Wanted(pattern)}")}";
    }

    private static bool Fits(IReadOnlyDictionary<string, string> found, string key, string pattern) =>
        found.TryGetValue(key, out var value) && FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false);

    private static string Shown(string value) => value switch
    {
        OfObject => "an object",
        OfList => "a list",
        _ => $"'{(value.Length > 80 ? value[..80] + "…" : value)}'",
    };

    private static string Wanted(string pattern) => pattern == OfList ? "a list" : pattern == OfObject ? "an object" : $"'{pattern}'";

    private static async Task<IReadOnlyDictionary<string, string>> JsonAsync(Stream content, bool isAny, CancellationToken cancellation)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var state = new TopState(members, isAny);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var (length, isFirst) = (0, true);
            while (true)
            {
                var read = await content.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
                length += read;
                var skipped = isFirst && length >= 3 && JsonText.WithoutByteOrderMark(buffer.AsSpan(0, length)).Length < length ? 3 : 0;
                if (isFirst && length < 3 && read > 0) continue;
                isFirst = false;
                var used = skipped + state.Read(buffer.AsSpan(skipped, length - skipped), isFinal: read == 0);
                if (read == 0) return members;
                length -= used;
                buffer.AsSpan(used, length).CopyTo(buffer);
                if (length < buffer.Length) continue;
                if (buffer.Length >= LargestToken) throw new JsonException($"It has a text of more than {LargestToken} bytes.");
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> YamlAsync(Stream content, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation).ConfigureAwait(false);
        if (bytes.Length > LargestYaml) throw new InvalidDataException($"It has more than {LargestYaml} bytes.");
        return OfNode(ReadYaml(Encoding.UTF8.GetString(JsonText.WithoutByteOrderMark(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))));
    }

    // Event by event, and without the bounds of a tree: no tree of it is made.
    private static async Task<IReadOnlyDictionary<string, string>> ReadableYamlAsync(Stream content, CancellationToken cancellation)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        var text = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
        Parse(text);
        return new Dictionary<string, string>(StringComparer.Ordinal);
    }

    private static void Parse(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                // That it can be read is all that is asked.
            }
        }
        catch (YamlException problem)
        {
            throw new InvalidDataException($"{problem.Message} (line {problem.Start.Line})", problem);
        }
    }

    // Lines of "name: value", as tag-value documents have them; the first of a name counts, and what says what it is stands at the beginning.
    private static async Task<IReadOnlyDictionary<string, string>> TextAsync(Stream content, CancellationToken cancellation)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StreamReader(content, leaveOpen: true);
        for (var i = 0; i < MostLines && await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line; i++)
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) members.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        return members;
    }

    // A method of its own, so that the reader of YAML is loaded by YAML only.
    private static JsonNode? ReadYaml(string text)
    {
        try
        {
            return YamlText.Read(text);
        }
        catch (YamlException problem)
        {
            throw new InvalidDataException($"{problem.Message} (line {problem.Start.Line})", problem);
        }
    }

    private static Dictionary<string, string> OfNode(JsonNode? node)
    {
        if (node is not JsonObject top) throw new InvalidDataException("It is no mapping.");
        return top.ToDictionary(member => member.Key, member => member.Value switch
        {
            JsonObject => OfObject,
            JsonArray => OfList,
            null => "null",
            var value => value.ToString(),
        }, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> XmlAsync(Stream content)
    {
        using var reader = XmlReader.Create(content, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 0 });
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            if (reader.NodeType != XmlNodeType.Element || members.Count > 0) continue;
            (members["#name"], members["#namespace"]) = (reader.LocalName, reader.NamespaceURI);
            while (reader.MoveToNextAttribute()) members[reader.Name] = reader.Value;
        }

        return members;
    }

    private sealed class TopState(Dictionary<string, string> members, bool isAny)
    {
        private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 512 });
        private string? _name;
        private bool _isObject;

        internal int Read(ReadOnlySpan<byte> bytes, bool isFinal)
        {
            var reader = new Utf8JsonReader(bytes, isFinal, _state);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray)) _isObject = reader.TokenType == JsonTokenType.StartObject;
                if (reader.CurrentDepth != 1 || !_isObject) continue;
                if (reader.TokenType == JsonTokenType.PropertyName) _name = reader.GetString();
                else if (_name is not null && ValueOf(ref reader) is { } value) members[_name] = value;
            }

            if (isFinal && !_isObject && !isAny) throw new JsonException("It is no JSON object.");
            _state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }

        private static string? ValueOf(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.StartObject => OfObject,
            JsonTokenType.StartArray => OfList,
            JsonTokenType.EndObject or JsonTokenType.EndArray => null,
            JsonTokenType.String => reader.GetString(),
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Compares the members at the top of JSON, YAML, XML or tagged text with those that a type wants
/// (<see cref="LayerRule.Members"/>). JSON of any length is read in pieces, and to its end, so that text that breaks
/// off is found too.
/// </summary>
internal static class ContentMembers
{
    private const int LargestToken = 64 * 1024 * 1024;
    private const int LargestYaml = 16 * 1024 * 1024;
    private const int MostLines = 100;
    private const int LongestShown = 80;
    private const string OfObject = "{}", OfList = "[]";

    /// <summary>The end of a sentence that says what is wrong, or <see langword="null"/>.</summary>
    /// <param name="content">The content; it is read to its end.</param>
    /// <param name="format">The format of the content.</param>
    /// <param name="wanted">The alternatives; the content has to have all members of one of them.</param>
    /// <param name="cancellation">Stops the check.</param>
    internal static async Task<string?> ProblemAsync(
        Stream content, ContentFormat format, IReadOnlyList<IReadOnlyDictionary<string, string>> wanted, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> found;
        try
        {
            found = await ReadAsync(content, format, wanted.All(members => members.Count == 0), cancellation).ConfigureAwait(false);
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

    // If no member is wanted, the content has to be readable, and may be any value.
    private static Task<IReadOnlyDictionary<string, string>> ReadAsync(
        Stream content, ContentFormat format, bool isAny, CancellationToken cancellation) =>
        format switch
        {
            ContentFormat.Json => JsonAsync(content, isAny, cancellation),
            ContentFormat.Yaml when isAny => AnyYamlAsync(content, cancellation),
            ContentFormat.Yaml => YamlAsync(content, cancellation),
            ContentFormat.Text => TextAsync(content, cancellation),
            _ => XmlAsync(content),
        };

    private static bool Fits(IReadOnlyDictionary<string, string> found, string key, string pattern) =>
        found.TryGetValue(key, out var value) && NamePattern.Matches(pattern, value, ignoreCase: false);

    private static string Shown(string value) => value switch
    {
        OfObject => "an object",
        OfList => "a list",
        _ => $"'{(value.Length > LongestShown ? value[..LongestShown] + "…" : value)}'",
    };

    private static string Wanted(string pattern) => pattern is OfList or OfObject ? Shown(pattern) : $"'{pattern}'";

    private static async Task<IReadOnlyDictionary<string, string>> JsonAsync(Stream content, bool isAny, CancellationToken cancellation)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new TopLevelReader(members, isAny);
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
                var used = skipped + reader.Read(buffer.AsSpan(skipped, length - skipped), isFinal: read == 0);
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
        var text = Encoding.UTF8.GetString(JsonText.WithoutByteOrderMark(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return ParseYaml(text, isAny: false) is JsonObject top ? MembersOf(top) : throw new InvalidDataException("It is no mapping.");
    }

    private static async Task<IReadOnlyDictionary<string, string>> AnyYamlAsync(Stream content, CancellationToken cancellation)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        ParseYaml(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false), isAny: true);
        return new Dictionary<string, string>(StringComparer.Ordinal);
    }

    // The only method that names YamlDotNet, so that the assembly is loaded only for YAML.
    private static JsonNode? ParseYaml(string text, bool isAny)
    {
        try
        {
            if (!isAny) return YamlText.Read(text);
            YamlText.CheckSyntax(text);
            return null;
        }
        catch (YamlException problem)
        {
            throw new InvalidDataException($"{problem.Message} (line {problem.Start.Line})", problem);
        }
    }

    private static Dictionary<string, string> MembersOf(JsonObject top) => top.ToDictionary(
        member => member.Key,
        member => member.Value switch
        {
            JsonObject => OfObject,
            JsonArray => OfList,
            null => "null",
            var value => value.ToString(),
        },
        StringComparer.Ordinal);

    // Lines of "name: value", as tag-value documents of SPDX have them. Of several lines with one name the first
    // counts; the members that describe the document are at its beginning.
    private static async Task<IReadOnlyDictionary<string, string>> TextAsync(Stream content, CancellationToken cancellation)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StreamReader(content, leaveOpen: true);
        for (var i = 0; i < MostLines && await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line; i++)
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                members.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return members;
    }

    private static async Task<IReadOnlyDictionary<string, string>> XmlAsync(Stream content)
    {
        using var reader = XmlReader.Create(content, new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersFromEntities = 0,
        });
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            if (reader.NodeType != XmlNodeType.Element || members.Count > 0) continue;
            (members["#name"], members["#namespace"]) = (reader.LocalName, reader.NamespaceURI);
            while (reader.MoveToNextAttribute()) members[reader.Name] = reader.Value;
        }

        return members;
    }

    /// <summary>Reads JSON piece by piece and keeps the members at its top.</summary>
    private sealed class TopLevelReader(Dictionary<string, string> members, bool isAny)
    {
        private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 512 });
        private string? _name;
        private bool _isObject;

        /// <summary>Reads the next piece.</summary>
        /// <returns>How many bytes were used; the next piece begins with the others.</returns>
        internal int Read(ReadOnlySpan<byte> bytes, bool isFinal)
        {
            var reader = new Utf8JsonReader(bytes, isFinal, _state);
            while (reader.Read())
            {
                var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (reader.CurrentDepth == 0 && !isEnd) _isObject = reader.TokenType == JsonTokenType.StartObject;
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

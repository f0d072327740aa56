using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads YAML as the JSON that it stands for (YAML 1.2, section 10.3, the core schema). Its events are read one at a
/// time: a document tree of YamlDotNet has no bound for its depth, nor for the size that its anchors expand to
/// ("billion laughs").
/// </summary>
internal sealed class YamlText
{
    private const int Deepest = 64;
    private const int MostNodes = 100_000;
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private int _nodes;

    private YamlText(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>Reads the first document; most tools read only this one.</summary>
    /// <exception cref="YamlException">The text is not YAML, or too large.</exception>
    internal static JsonNode? Read(string text) => new YamlText(text).FirstDocument();

    /// <summary>Reads the only document.</summary>
    /// <exception cref="YamlException">The text is not YAML, is too large, or has a second document.</exception>
    internal static JsonNode? ReadSingle(string text)
    {
        var yaml = new YamlText(text);
        var node = yaml.FirstDocument();
        yaml._parser.TryConsume<DocumentEnd>(out _);
        return yaml._parser.TryConsume<DocumentStart>(out _)
            ? throw new YamlException("It has several documents, and one layer is one object. Give each a file of its own.")
            : node;
    }

    /// <summary>
    /// Reads all documents to the end of the text and keeps nothing. The size is not limited, because no tree is made.
    /// </summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    internal static void CheckSyntax(string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            // The parser throws where it cannot go on.
        }
    }

    private JsonNode? FirstDocument()
    {
        _parser.Consume<StreamStart>();
        return _parser.TryConsume<DocumentStart>(out _) ? Node(depth: 0) : null;
    }

    private JsonNode? Node(int depth)
    {
        if (depth > Deepest) throw new YamlException("It is nested too deeply.");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Alias(alias);
        Count(1);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = _parser.TryConsume<Scalar>(out var scalar) ? Value(scalar) : Several(depth);
        if (!anchor.IsEmpty) _anchors[anchor] = node;
        return node;
    }

    private JsonNode Several(int depth) => _parser.TryConsume<SequenceStart>(out _) ? Sequence(depth) : Mapping(depth);

    // The value of an anchor is complete before an alias can name it, so no value contains itself.
    private JsonNode? Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, $"The alias '{alias.Value}' has no anchor before it.");
        }

        Count(CountOf(node));
        return node?.DeepClone();
    }

    private JsonArray Sequence(int depth)
    {
        var items = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return items;
    }

    private JsonObject Mapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var members = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key)) throw new YamlException("A key is not a text.");
            if (members.ContainsKey(key.Value)) throw new YamlException(key.Start, key.End, $"It has the key '{key.Value}' twice.");
            members.Add(key.Value, Node(depth + 1));
        }

        return members;
    }

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > MostNodes) throw new YamlException($"It has more than {MostNodes} values.");
    }

    private static int CountOf(JsonNode? node) => node switch
    {
        JsonObject members => 1 + members.Sum(member => CountOf(member.Value)),
        JsonArray items => 1 + items.Sum(CountOf),
        _ => 1,
    };

    // YAML 1.2, section 10.3.2. A quoted value is text; so is a number that JSON cannot express.
    private static JsonValue? Value(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain || IsTaggedText(scalar) ? JsonValue.Create(scalar.Value) : PlainValue(scalar.Value);

    private static JsonValue? PlainValue(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        ['0', 'x', .. var hex] when TryParse(hex, NumberStyles.AllowHexSpecifier, out var number) && number >= 0 =>
            JsonValue.Create(number),
        ['0', 'o', .. var octal] when IsOctal(octal) => JsonValue.Create(Convert.ToInt64(octal, 8)),
        _ when TryParse(text, NumberStyles.AllowLeadingSign, out var number) => JsonValue.Create(number),
        _ when TryParseFraction(text, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static bool IsOctal(string text) => text.Length is > 0 and <= 20 && text.All(c => c is >= '0' and <= '7');

    private static bool TryParse(string text, NumberStyles style, out long number) =>
        long.TryParse(text, style, CultureInfo.InvariantCulture, out number);

    private static bool TryParseFraction(string text, out double number)
    {
        number = 0;
        return char.IsAsciiDigit(text.TrimStart('-', '+', '.').FirstOrDefault())
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool IsTaggedText(Scalar scalar) => !scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value == TextTag;
}

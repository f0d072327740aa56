using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads YAML as the JSON that it stands for, event by event: a tree that is made first has no bound to its depth, and none to what its
/// anchors grow to ("billion laughs").
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

    /// <summary>Reads the first document, which is what most tools read of several.</summary>
    /// <exception cref="YamlException">It is no YAML, or too large.</exception>
    internal static JsonNode? Read(string text)
    {
        var yaml = new YamlText(text);
        yaml._parser.Consume<StreamStart>();
        return yaml._parser.TryConsume<DocumentStart>(out _) ? yaml.Node(depth: 0) : null;
    }

    /// <summary>Whether there is a second document behind the first.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    internal static bool HasSeveral(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var documents = 0; parser.MoveNext();)
        {
            if (parser.Current is DocumentStart && ++documents == 2) return true;
        }

        return false;
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

    // What an anchor names is there before its alias, so that nothing holds itself.
    private JsonNode? Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node)) throw new YamlException(alias.Start, alias.End, $"Nothing before it is called '{alias.Value}'.");
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
            if (!_parser.TryConsume<Scalar>(out var key)) throw new YamlException("A key is no text.");
            if (members.ContainsKey(key.Value)) throw new YamlException(key.Start, key.End, $"It has '{key.Value}' twice.");
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

    // The core schema of YAML 1.2, section 10.3.2; what is quoted is text, and so is what JSON has no number for.
    private static JsonValue? Value(Scalar scalar) => (IsText: scalar.Style != ScalarStyle.Plain || IsTaggedText(scalar), scalar.Value) switch
    {
        (true, var text) => JsonValue.Create(text),
        (_, "" or "~" or "null" or "Null" or "NULL") => null,
        (_, "true" or "True" or "TRUE") => JsonValue.Create(true),
        (_, "false" or "False" or "FALSE") => JsonValue.Create(false),
        (_, ['0', 'x', .. var hex]) when long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0 => JsonValue.Create(number),
        (_, ['0', 'o', .. var octal]) when octal.Length is > 0 and <= 20 && octal.All(c => c is >= '0' and <= '7') => JsonValue.Create(Convert.ToInt64(octal, 8)),
        (_, var text) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        (_, var text) when char.IsAsciiDigit(text.TrimStart('-', '+', '.').FirstOrDefault())
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        (_, var text) => JsonValue.Create(text),
    };

    private static bool IsTaggedText(Scalar scalar) => !scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value == TextTag;
}

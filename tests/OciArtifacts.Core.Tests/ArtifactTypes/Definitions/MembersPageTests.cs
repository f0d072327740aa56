using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

/// <summary>
/// The table of members in the documentation is generated from the schema. With the environment variable UPDATE_DOCS=1
/// this test writes it.
/// </summary>
[TestClass]
public sealed class MembersPageTests
{
    private const string Begin = "<!-- members: made of the schema by a test, which UPDATE_DOCS=1 lets write it -->\n";
    private const string End = "<!-- /members -->";

    [TestMethod]
    public void The_table_of_members_is_what_the_schema_says()
    {
        var path = Checkout.Path("docs/artifact-types.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var table = Table();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(path, page[..begin] + table + page[end..]);
        else Assert.AreEqual(table, page[begin..end], "The schema has changed. Run this test with UPDATE_DOCS=1.");
    }

    private static string Table()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Checkout.Path("src/OciArtifacts.Core/ArtifactTypes/artifact-type.schema.json")))!;
        var text = new StringBuilder("| member | what | meaning |\n|---|---|---|\n");
        Append(text, schema, schema["definitions"]!, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode schema, JsonNode definitions, string path)
    {
        foreach (var (name, member) in schema["properties"]!.AsObject())
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var of = member!["$ref"] is { } reference ? definitions[reference.GetValue<string>().Split('/')[^1]]! : member;
            var meaning = member["description"]!.GetValue<string>().Replace("|", "\\|", StringComparison.Ordinal);
            text.Append($"| `{inner}` | {Kind(of)} | {meaning} |\n");
            if (of["properties"] is not null) Append(text, of, definitions, inner);
            else if (of["items"]?["properties"] is not null) Append(text, of["items"]!, definitions, $"{inner}[]");
        }
    }

    private static string Kind(JsonNode member)
    {
        if (member["enum"] is JsonArray values) return string.Join(", ", values.Select(value => $"`{value}`"));
        return member["type"]?.GetValue<string>() switch
        {
            "string" => "text",
            "boolean" => "`true` or `false`",
            "integer" => "number",
            "array" => member["items"]?["type"]?.GetValue<string>() == "string" ? "list of texts" : "list",
            "object" => "object",
            _ => "any JSON",
        };
    }
}

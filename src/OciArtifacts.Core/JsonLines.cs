using System.Text.Json;

namespace OciArtifacts.Core;

/// <summary>Finds the line of a JSON text on which a member or an item begins. JSON nodes do not know it.</summary>
internal static class JsonLines
{
    /// <summary>
    /// The line of a path, from 1. If the path does not exist, the line of the nearest member around it; if the text is
    /// not JSON, 0.
    /// </summary>
    internal static int Find(ReadOnlySpan<byte> bytes, string path)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 1 };
        try
        {
            Read(bytes, lines);
        }
        catch (JsonException)
        {
            return 0;
        }

        for (var nearest = path; ; nearest = nearest[..Math.Max(0, nearest.LastIndexOfAny(['.', '[']))])
        {
            if (lines.TryGetValue(nearest, out var line)) return line;
        }
    }

    private static void Read(ReadOnlySpan<byte> bytes, Dictionary<string, int> lines)
    {
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(bytes, options);

        // The objects and lists around the token, with the index of the next item; -1 for an object.
        var around = new Stack<(string Path, int Index)>();
        var (name, line, counted) = ("", 1, 0);
        while (reader.Read())
        {
            line += bytes[counted..(int)reader.TokenStartIndex].Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = JsonPath.OfMember(around.Peek().Path, reader.GetString()!);
                    lines.TryAdd(name, line);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    around.Pop();
                    continue;
            }

            var path = around.TryPop(out var parent) && parent.Index >= 0 ? JsonPath.OfItem(parent.Path, parent.Index) : name;
            if (parent.Path is not null) around.Push(parent.Index >= 0 ? (parent.Path, parent.Index + 1) : parent);
            lines.TryAdd(path, line);
            if (reader.TokenType == JsonTokenType.StartObject) around.Push((path, -1));
            else if (reader.TokenType == JsonTokenType.StartArray) around.Push((path, 0));
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core;

/// <summary>Reads JSON files that people write, and has the options for JSON that this library writes.</summary>
internal static class JsonText
{
    /// <summary>The largest size in bytes of a file that people write.</summary>
    internal const int MaxBytes = 1024 * 1024;

    // Readers disagree about a member that is written twice.
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Options for JSON without spaces, in which only the characters are escaped that have to be.</summary>
    internal static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Options for JSON with lines and indentation, the same on every system.</summary>
    internal static JsonSerializerOptions Readable { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">What messages call the file, such as "The policy file".</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="most">The largest size in bytes.</param>
    /// <exception cref="OciException">The file does not exist, is not a regular file, or may not be read.</exception>
    /// <exception cref="JsonException">The file is larger than <paramref name="most"/>.</exception>
    internal static async Task<byte[]> ReadAsync(string path, string role, CancellationToken cancellation, int most = MaxBytes) =>
        await Task.Run(() => RegularFile.ReadAllBytes(path, role, most), cancellation).ConfigureAwait(false) ?? throw TooLarge(most);

    /// <summary>Reads an object. Comments, trailing commas and a byte order mark are allowed.</summary>
    /// <exception cref="JsonException">
    /// The bytes are not a JSON object, or are more than <paramref name="most"/>.
    /// </exception>
    internal static JsonObject Parse(ReadOnlySpan<byte> bytes, int most = MaxBytes)
    {
        if (bytes.Length > most) throw TooLarge(most);
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) throw new JsonException("It is no UTF-8.");
            var node = JsonNode.Parse(WithoutByteOrderMark(bytes), documentOptions: Lenient);
            var root = node as JsonObject ?? throw new JsonException("It is no JSON object.");

            // A node decodes its text when it is asked for. Invalid text has to be found here.
            root.ToJsonString();
            return root;
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    /// <summary>The bytes behind a byte order mark, if there is one.</summary>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static JsonException TooLarge(int most) => new($"It has more than {most} bytes.");
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The JSON and the files of artifact types: read from people, written into configs and annotations.</summary>
internal static class JsonText
{
    /// <summary>How many bytes a file that people write may have.</summary>
    internal const int MaxBytes = 1024 * 1024;

    // A member that is written twice is read in two ways by two readers.
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Compact, nothing escaped that JSON does not want escaped.</summary>
    internal static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    /// <summary>Reads a file that people write.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">What the file is to the project, for messages.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <exception cref="OciException">It does not exist, is no regular file, or may not be read.</exception>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="JsonException">It has more bytes.</exception>
    internal static async Task<byte[]> ReadAsync(string path, string role, CancellationToken cancellation, int most = MaxBytes) =>
        await Task.Run(() => RegularFile.ReadAllBytes(path, role, most), cancellation).ConfigureAwait(false) ?? throw TooLarge(most);

    /// <summary>Reads an object as people write it: with comments, and with a byte order mark.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static JsonObject Parse(ReadOnlySpan<byte> bytes, int most = MaxBytes)
    {
        if (bytes.Length > most) throw TooLarge(most);
        var root = JsonNode.Parse(WithoutByteOrderMark(bytes), documentOptions: Lenient) as JsonObject ?? throw new JsonException("It is no JSON object.");
        try
        {
            // Nodes are read when they are asked for; what is no text would be found then.
            root.ToJsonString();
            return root;
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static JsonException TooLarge(int most) => new($"It has more than {most} bytes.");
}

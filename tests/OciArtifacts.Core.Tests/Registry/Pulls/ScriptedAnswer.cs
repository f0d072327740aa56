namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>
/// The exact bytes that a <see cref="ScriptedServer"/> sends. They can be fewer than the headers promise.
/// </summary>
/// <param name="Head">The status line without the version, and the headers.</param>
/// <param name="Body">The bytes of the body that are sent.</param>
internal sealed record ScriptedAnswer(string Head, byte[] Body)
{
    /// <summary>Whether the connection stays open after the last byte. The default is false: it ends.</summary>
    internal bool Stalls { get; init; }

    /// <summary>Promises the whole body and sends a part of it.</summary>
    internal static ScriptedAnswer Whole(byte[] all, int sent) => new($"200 OK\r\nContent-Length: {all.Length}", all[..sent]);

    /// <summary>Promises the rest of the body and sends a part of it.</summary>
    internal static ScriptedAnswer Rest(byte[] all, int from, int sent) =>
        RestCalled($"bytes {from}-{all.Length - 1}/{all.Length}", all[from..], sent);

    /// <summary>Promises the rest under another range.</summary>
    internal static ScriptedAnswer RestCalled(string range, byte[] rest, int sent) =>
        new($"206 Partial Content\r\nContent-Range: {range}\r\nContent-Length: {rest.Length}", rest[..sent]);

    internal static ScriptedAnswer Bare(string status) => new($"{status}\r\nContent-Length: 0", []);
}

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>What a <see cref="ScriptedServer"/> sends, to the byte; it may be less than its headers promise.</summary>
/// <param name="Head">The status line behind the version, and headers.</param>
/// <param name="Body">What is sent of the body.</param>
internal sealed record ScriptedAnswer(string Head, byte[] Body)
{
    /// <summary>Nothing more is sent, but the connection stays. The default is false: it ends.</summary>
    internal bool Stalls { get; init; }

    /// <summary>All of it is promised, and so much is sent.</summary>
    internal static ScriptedAnswer Whole(byte[] all, int sent) => new($"200 OK\r\nContent-Length: {all.Length}", all[..sent]);

    /// <summary>The rest from there is promised, and so much is sent of it.</summary>
    internal static ScriptedAnswer Rest(byte[] all, int from, int sent) => RestCalled($"bytes {from}-{all.Length - 1}/{all.Length}", all[from..], sent);

    /// <summary>The rest under another name.</summary>
    internal static ScriptedAnswer RestCalled(string range, byte[] rest, int sent) =>
        new($"206 Partial Content\r\nContent-Range: {range}\r\nContent-Length: {rest.Length}", rest[..sent]);

    internal static ScriptedAnswer Bare(string status) => new($"{status}\r\nContent-Length: 0", []);
}

using System.Net.Sockets;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>Makes what is no regular file. Unix only.</summary>
public static class SpecialFile
{
    /// <summary>Makes a named pipe, to which nobody writes.</summary>
    public static async Task MakePipeAsync(string path) => await RunAsync("mkfifo", path);

    /// <summary>Makes the file of a socket. It is there until the socket is disposed.</summary>
    public static IDisposable MakeSocket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>Makes a file or a folder whose name has bytes that are not UTF-8: what .NET shows of it cannot be opened.</summary>
    public static async Task MakeNamedByBytesAsync(string parent, bool isFolder = false) =>
        await RunAsync("sh", "-c", "\"$2\" \"$1/$(printf 'name\\377')\"", "sh", parent, isFolder ? "mkdir" : "touch");

    /// <summary>Deletes what .NET cannot name, with the folder that it is in.</summary>
    public static async Task RemoveAsync(string folder) => await RunAsync("rm", "-rf", folder);

    /// <summary>What .NET makes of the name.</summary>
    public static string NameByBytes { get; } = Encoding.UTF8.GetString([.. "name"u8, 0xFF]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await ProcessRunner.RunAsync(new ProcessCommand(program, arguments), CancellationToken.None);
        if (result.ExitCode != 0) throw new InvalidOperationException($"{result.Command}: {result.All}");
    }
}

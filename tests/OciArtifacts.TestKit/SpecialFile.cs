using System.Net.Sockets;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>Makes files that are not regular files. Unix only.</summary>
public static class SpecialFile
{
    /// <summary>Makes a named pipe without a writer.</summary>
    public static async Task MakePipeAsync(string path) => await RunAsync("mkfifo", path);

    /// <summary>Makes the file of a socket. It exists until the socket is disposed.</summary>
    public static IDisposable MakeSocket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>
    /// Makes a file or a folder whose name has bytes that are not UTF-8: .NET cannot open the name that it shows for
    /// it.
    /// </summary>
    public static async Task MakeNamedByBytesAsync(string parent, bool isFolder = false) =>
        await RunAsync("sh", "-c", "\"$2\" \"$1/$(printf 'name\\377')\"", "sh", parent, isFolder ? "mkdir" : "touch");

    /// <summary>Deletes a file whose name .NET cannot express, with its folder.</summary>
    public static async Task RemoveAsync(string folder) => await RunAsync("rm", "-rf", folder);

    /// <summary>The name that .NET shows for the file.</summary>
    public static string NameByBytes { get; } = Encoding.UTF8.GetString([.. "name"u8, 0xFF]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await ProcessRunner.RunAsync(new ProcessCommand(program, arguments), CancellationToken.None);
        if (result.ExitCode != 0) throw new InvalidOperationException($"{result.Command}: {result.All}");
    }
}

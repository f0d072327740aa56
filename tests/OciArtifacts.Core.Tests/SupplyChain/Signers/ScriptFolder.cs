using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Signers;

/// <summary>A folder with programs of a test, which are scripts of a shell.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly WorkFolder _folder = new();

    internal string this[string name] => _folder[name];

    /// <summary>Writes a script and returns its path.</summary>
    internal string Script(string name, string body)
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("The programs are scripts of a Unix shell.");
        var path = _folder.Write(name, $"#!/bin/sh\nhere=$(dirname \"$0\")\n{body}\n");
        const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Executable);
        return path;
    }

    internal string Write(string name, string text) => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();
}

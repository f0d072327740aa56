using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Signers;

/// <summary>A folder with programs of a test, which are scripts of a shell.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private static readonly string Program = Checkout.Path("tests/OciArtifacts.Core.Tests/SupplyChain/Signers/script.sh");

    private readonly WorkFolder _folder = new();

    internal string this[string name] => _folder[name];

    /// <summary>
    /// Writes a script and returns its path. The program is a link: a file that was just written may be refused as busy, because
    /// a process that another test starts at this moment has it open too.
    /// </summary>
    internal string Script(string name, string body)
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("The programs are scripts of a Unix shell.");
        _folder.Write($"{name}.body", body + "\n");
        if (!File.Exists(_folder[name])) File.CreateSymbolicLink(_folder[name], Program);
        return _folder[name];
    }

    internal string Write(string name, string text) => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();
}

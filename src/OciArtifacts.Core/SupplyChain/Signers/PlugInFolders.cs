namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>Finds the executables of Notation plug-ins (notaryproject/specifications, plugin-extensibility.md, "Installation").</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class PlugInFolders(Func<string, string?> environment)
{
    /// <summary>The path of the plug-in.</summary>
    /// <param name="name">The name of the plug-in, such as <c>com.example.vault</c>.</param>
    /// <exception cref="OciException">There is no such plug-in (<see cref="OciErrorCode.SignerFailed"/>).</exception>
    internal string Find(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || name.Trim('.').Length == 0)
        {
            throw new OciException(
                OciErrorCode.SignerFailed, "The name of a Notation plug-in has letters, digits, dots, hyphens and underscores only.");
        }

        var file = $"notation-{name}" + (OperatingSystem.IsWindows() ? ".exe" : "");
        var installed = Path.Combine(Folder, name, file);
        var known = Paths.Select(folder => Path.Combine(folder, file)).Prepend(installed);
        return known.FirstOrDefault(path => RegularFile.KindOf(path) == FileKind.Regular) ?? throw new OciException(
            OciErrorCode.SignerFailed,
            $"The Notation plug-in {name} is not installed: neither '{installed}' exists, nor {file} in a folder of PATH. Install it.")
        {
            Remedy = Remedy.Signer,
        };
    }

    private string Folder => OperatingSystem.IsWindows() ? Path.Combine(Variable("AppData"), "notation", "plugins")
        : OperatingSystem.IsMacOS() ? Path.Combine(Variable("HOME"), "Library", "Application Support", "notation", "plugins")
        : Path.Combine(
            Variable("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(Variable("HOME"), ".config"),
            "notation",
            "plugins");

    // A relative folder could lead into the project that is built.
    private IEnumerable<string> Paths =>
        Variable("PATH").Split(Path.PathSeparator).Where(folder => Path.IsPathFullyQualified(folder));

    private string Variable(string name) => environment(name) ?? "";
}

using System.Text;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>The place of a key: a file, or an environment variable. Messages name the place, and never quote the key.</summary>
internal sealed record KeySource
{
    // A key with its certificates has a few kilobytes.
    private const int Largest = 1 << 20;

    private readonly string? _path;
    private readonly string? _variable;

    private KeySource(string? path, string? variable) => (_path, _variable) = (path, variable);

    /// <summary>A key in a file.</summary>
    /// <param name="path">The absolute path.</param>
    internal static KeySource File(string path) => new(path, variable: null);

    /// <summary>A key in the value of an environment variable: PEM, or base64 of the bytes of a file.</summary>
    internal static KeySource Variable(string name) => new(path: null, name);

    /// <summary>The place, for messages. A value that could be the key itself is not shown.</summary>
    public override string ToString() => _path is { } path
        ? $"'{path}'"
        : EnvironmentVariable.Shown(_variable!);

    /// <summary>Reads the key.</summary>
    /// <param name="role">What the key is, for messages, such as "The signing key".</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="OciException">
    /// The file is missing or cannot be read, or the variable is not set (<see cref="OciErrorCode.InvalidKey"/>).
    /// </exception>
    internal byte[] Read(string role, Func<string, string?> environment)
    {
        if (_path is null) return BytesOf(EnvironmentVariable.Read(_variable!, role, environment));
        if (_path.Contains("-----BEGIN", StringComparison.Ordinal) || _path.Contains('\n', StringComparison.Ordinal))
        {
            throw new OciException(
                OciErrorCode.InvalidKey,
                $"{role} is given as the name of a file, but it is not one. Write the key to a file, or to an environment variable.");
        }

        return RegularFile.ReadAllBytes(_path, role, Largest) ?? throw new OciException(
            OciErrorCode.InvalidKey, $"{role} {this} has more than {Largest} bytes, so it is no key. Name another file.");
    }

    private static byte[] BytesOf(string value)
    {
        if (value.Contains("-----BEGIN", StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(value);
        return Base64Text.TryDecode(value, out var bytes) ? bytes : Encoding.UTF8.GetBytes(value);
    }
}

using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>Reads the keys and certificates that a trust policy names.</summary>
/// <param name="folder">The folder of the policy file, an absolute path.</param>
internal sealed class TrustFiles(string folder)
{
    private static readonly string[] Extensions = [".pem", ".crt", ".cer"];

    private readonly Dictionary<string, NamedKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<TrustStoreName, X509Certificate2Collection> _stores = [];

    /// <summary>The keys of the files.</summary>
    /// <exception cref="OciException">A file is missing, or has no public key.</exception>
    internal IReadOnlyList<NamedKey> KeysOf(IEnumerable<string> files) => [.. files.Distinct(StringComparer.Ordinal).Select(KeyOf)];

    /// <summary>The certificates of the stores of one kind.</summary>
    /// <exception cref="OciException">A store is missing, is a link, or has a file that is no certificate.</exception>
    internal X509Certificate2Collection CertificatesOf(IEnumerable<string> stores, string type)
    {
        var certificates = new X509Certificate2Collection();
        foreach (var text in stores)
        {
            if (TrustStoreName.TryParse(text, out var store) && store.Type == type) certificates.AddRange(CertificatesOf(store));
        }

        return certificates;
    }

    private NamedKey KeyOf(string file)
    {
        if (_keys.TryGetValue(file, out var known)) return known;
        return _keys[file] = new NamedKey(file, Keys.PublicKey.ReadFile(Path.GetFullPath(file, folder)));
    }

    private X509Certificate2Collection CertificatesOf(TrustStoreName store)
    {
        if (_stores.TryGetValue(store, out var known)) return known;
        var path = Path.Combine(folder, store.Folder);
        var all = new X509Certificate2Collection();
        foreach (var file in FilesOf(store, path)) all.AddRange(CertificateFile.Read(file));
        return all.Count > 0
            ? _stores[store] = all
            : throw Invalid(
                $"The store '{store.Type}:{store.Name}' is the folder '{path}', which has no certificate. "
                + $"Put one with the ending {string.Join(", ", Extensions)} into it.");
    }

    // Notary Project, trust-store-trust-policy.md, "Trust Store": folders in the store are ignored, and links are refused.
    private static IEnumerable<string> FilesOf(TrustStoreName store, string path)
    {
        var directory = new DirectoryInfo(path);
        if (!directory.Exists) throw Invalid($"The store '{store.Type}:{store.Name}' is the folder '{path}', which does not exist.");
        if (directory.LinkTarget is not null) throw Link(path);
        try
        {
            var files = directory.GetFiles().Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)).ToList();
            return files.Find(file => file.LinkTarget is not null) is { } link
                ? throw Link(link.FullName)
                : files.Select(file => file.FullName).Order(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"The store '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    private static OciException Link(string path) =>
        Invalid($"'{path}' is a link. Put the certificates themselves into the store: a link can lead to others.");

    private static OciException Invalid(string message) => new(OciErrorCode.InvalidTrustPolicy, message);
}

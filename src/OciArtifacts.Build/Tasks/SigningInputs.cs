using OciArtifacts.Build.Items;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Signers;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the settings of signing. The key itself is read later, and only where something is signed.</summary>
internal static class SigningInputs
{
    /// <returns>The settings; <see langword="null"/> where nothing is signed.</returns>
    /// <exception cref="OciException">A setting has a value that it cannot have, or one of two that belong together is missing.</exception>
    internal static SigningSettings? Read(OciReferrerTask task)
    {
        var written = Setting.Parts(task.SigningFormat).Select(format => format.ToLowerInvariant());
        var formats = written.Distinct(StringComparer.Ordinal).ToList();
        var wrong = formats.Find(format => format is not ("cosign" or "notation"));
        if (wrong is not null) throw Setting.Invalid("OciArtifactSigningFormat", wrong, "cosign, notation");
        var key = KeyOf(task);
        if (formats.Count == 0 && key is not null)
        {
            throw Invalid("A signing key is set, but OciArtifactSigningFormat is not. Set it to cosign, notation or both.");
        }

        var signer = task.Signer.Length > 0 ? SignerOf(task) : (Program: null, PlugIn: null);
        if (formats.Count == 0 && task.Signer.Length == 0) return null;

        // A plug-in has the key of its own signatures, and signs as notation does.
        var needsKey = formats.Contains("cosign") || (formats.Contains("notation") && signer.PlugIn is null);
        if (needsKey && key is null)
        {
            throw Invalid(
                "OciArtifactSigningFormat is set, but there is no key. Set OciArtifactSigningKeyFile to the file of the private key, or "
                    + "OciArtifactSigningKeyVariable to the name of an environment variable that has it.");
        }

        return new SigningSettings
        {
            IsCosign = formats.Contains("cosign"),
            IsNotation = formats.Contains("notation") && signer.PlugIn is null,
            Key = key is null ? null : new SigningKeyOptions(key)
            {
                CertificateFile = task.SigningCertificateFile.Length > 0 ? task.SigningCertificateFile : null,
                PassphraseVariable = task.SigningPassphraseVariable.Length > 0 ? task.SigningPassphraseVariable : null,
            },
            KeyFile = task.SigningKeyFile.Length > 0 ? task.SigningKeyFile : null,
            Program = signer.Program,
            PlugIn = signer.PlugIn,
            TimestampServer = task.SigningTimestampUrl.Length > 0 ? ServerOf(task.SigningTimestampUrl) : null,
        };
    }

    private static KeySource? KeyOf(OciReferrerTask task) => (task.SigningKeyFile, task.SigningKeyVariable) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => throw Invalid(
            "Both OciArtifactSigningKeyFile and OciArtifactSigningKeyVariable are set. Set only one of them."),
        ({ Length: > 0 } file, _) => KeySource.File(file),
        (_, { Length: > 0 } variable) => KeySource.Variable(variable),
        _ => null,
    };

    // A path names a program. Any other text is the name of a plug-in.
    private static (string? Program, PlugInKey? PlugIn) SignerOf(OciReferrerTask task)
    {
        var path = Path.GetFullPath(task.Signer, task.ProjectDirectory);
        if (File.Exists(path)) return (path, null);
        if (task.Signer.Contains('/', StringComparison.Ordinal) || task.Signer.Contains('\\', StringComparison.Ordinal))
        {
            throw new OciException(
                OciErrorCode.FileNotFound,
                $"OciArtifactSigner is '{task.Signer}', and there is no such program ({path}). Create it, or write the name of a "
                    + "Notation plug-in.");
        }

        return (null, new PlugInKey(task.Signer, task.SigningKeyId) { Config = AnnotationText.Parse(task.SignerConfig) });
    }

    // An address may hold a password or the key of an account, so the message does not show it. Other messages and the receipt do.
    private static Uri ServerOf(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var server) && server.Scheme is "http" or "https" && server.UserInfo.Length == 0
            && value.AsSpan().IndexOfAny('?', '#') < 0
            ? server
            : throw Invalid(
                "OciArtifactSigningTimestampUrl has to be an address with http or https, without user info, query and fragment: "
                    + "messages and reports show it.");

    private static OciException Invalid(string message) => new(OciErrorCode.InvalidSetting, message);
}

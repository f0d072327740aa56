using OciArtifacts.Build.Items;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the settings of signing. The key itself is read later, and only where something is signed.</summary>
internal static class SigningInputs
{
    /// <returns>The settings; <see langword="null"/> where no format is set.</returns>
    /// <exception cref="OciException">A setting has a value that it cannot have, or one of two that belong together is missing.</exception>
    internal static SigningSettings? Read(OciReferrerTask task)
    {
        var formats = Setting.Parts(task.SigningFormat).Select(format => format.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        var wrong = formats.Find(format => format is not ("cosign" or "notation"));
        if (wrong is not null) throw Setting.Invalid("OciArtifactSigningFormat", wrong, "cosign, notation");
        var key = KeyOf(task);
        if (formats.Count == 0)
        {
            return key is null ? null : throw Invalid("A signing key is set, but OciArtifactSigningFormat is not. Set it to cosign, notation or both.");
        }

        if (key is null)
        {
            throw Invalid(
                "OciArtifactSigningFormat is set, but there is no key. Set OciArtifactSigningKeyFile to the file of the private key, or "
                    + "OciArtifactSigningKeyVariable to the name of an environment variable that has it.");
        }

        return new SigningSettings
        {
            IsCosign = formats.Contains("cosign"),
            IsNotation = formats.Contains("notation"),
            Key = new SigningKeyOptions(key)
            {
                CertificateFile = task.SigningCertificateFile.Length > 0 ? task.SigningCertificateFile : null,
                PassphraseVariable = task.SigningPassphraseVariable.Length > 0 ? task.SigningPassphraseVariable : null,
            },
            KeyFile = task.SigningKeyFile.Length > 0 ? task.SigningKeyFile : null,
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

    // An address may hold a password, so the message does not show it.
    private static Uri ServerOf(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var server) && server.Scheme is "http" or "https" && server.UserInfo.Length == 0
            ? server
            : throw Invalid("OciArtifactSigningTimestampUrl has to be an address with http or https and without user info.");

    private static OciException Invalid(string message) => new(OciErrorCode.InvalidSetting, message);
}

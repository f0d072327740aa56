namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads secrets from environment variables that are given by name.</summary>
internal static class EnvironmentVariable
{
    private const int LongestName = 128;

    /// <exception cref="OciException">The variable is missing or empty (<see cref="OciErrorCode.InvalidKey"/>).</exception>
    internal static string Read(string name, string role, Func<string, string?> environment)
    {
        if (!IsName(name))
        {
            throw new OciException(
                OciErrorCode.InvalidKey,
                $"{role} is given by the name of an environment variable, but what was given is no such name. "
                + "Give the name, such as SIGNING_KEY, and never the value.");
        }

        return environment(name) is { Length: > 0 } value ? value : throw new OciException(
            OciErrorCode.InvalidKey,
            $"{role} is to come from {Shown(name)}, which is not set. "
            + "Set it where this runs; CI services pass a secret only to the steps that name it.");
    }

    /// <summary>
    /// The variable for messages. What is not written as names of variables are, in capital letters, could be the secret itself.
    /// </summary>
    internal static string Shown(string name) => IsName(name) && !name.Any(char.IsAsciiLetterLower)
        ? $"the environment variable {name}"
        : "an environment variable, whose name is not shown because it could be the secret itself";

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && !char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

using OciArtifacts.Core;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// Checks a name that a user probably wrote for this package. It compares only names and never reads values, which may
/// be secrets.
/// </summary>
internal static class NameCheck
{
    private const string Prefix = "OciArtifact";
    private const string Variable = "environment variable";
    private const string NotYetKnown = "OciArtifacts.Build of this version does not know it yet, so it has no effect.";

    // A name with one of these parts may be meant for this package.
    private static readonly string[] Marks = ["oci", "artifact", "artefact"];

    private static readonly string[] Credentials =
    [
        "username", "user", "login", "password", "passwd", "pwd", "passphrase", "token", "secret", "credential", "credentials", "apikey",
        "auth",
    ];

    /// <summary>Whether a name may be meant for this package. This test is fast and excludes most names.</summary>
    internal static bool MayBeOurs(string name)
    {
        if (name.Length < 4 || name[0] == '_') return false;
        foreach (var mark in Marks)
        {
            if (name.Contains(mark, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>
    /// The message for a name that has no effect; <see langword="null"/> where the name is right or belongs to others.
    /// </summary>
    internal static string? Problem(FoundName found) => found.Kind switch
    {
        NameKind.Property => PropertyProblem(found.Name, found.IsShared),
        NameKind.Item => ItemProblem(found.Name, found.IsShared),
        NameKind.Target => TargetProblem(found.Name),
        _ => VariableProblem(found.Name),
    };

    private static string? PropertyProblem(string name, bool isShared)
    {
        if (Has(KnownNames.Properties, name)) return null;
        if (Has(KnownNames.LaterProperties, name)) return $"The property {name} is set. {NotYetKnown}";
        if (Has(KnownNames.Items, name))
        {
            return $"{name} is set as a property, but it is an item, so this has no effect. "
                + $"Write <ItemGroup><{name} Include=\"…\" /></ItemGroup>.";
        }

        if (IsOurs(name) && IsCredential(name)) return CredentialProblem($"The property {name} is set.");
        if (Has(KnownNames.Targets, name))
        {
            return Unknown("property", name, " It is a target. The property that switches the push off is OciArtifactPush.");
        }

        return NearProblem("property", name, isShared, KnownNames.Properties, KnownNames.LaterProperties, KnownNames.Items);
    }

    private static string? ItemProblem(string name, bool isShared)
    {
        if (Has(KnownNames.Items, name)) return null;
        if (Has(KnownNames.LaterItems, name)) return $"There are {name} items. {NotYetKnown}";
        if (Has(KnownNames.Properties, name))
        {
            return $"{name} is an item here, but it is a property, so this has no effect. "
                + $"Write <PropertyGroup><{name}>…</{name}></PropertyGroup>.";
        }

        return NearProblem("item", name, isShared, KnownNames.Items, KnownNames.LaterItems);
    }

    private static string? TargetProblem(string name)
    {
        if (Has(KnownNames.Targets, name)) return null;
        if (Has(KnownNames.LaterTargets, name)) return $"A target hooks into the target {name}. {NotYetKnown}";
        if (!name.Contains(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var hint = NearestName.Of(name, KnownNames.Targets) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"There are: {string.Join(", ", KnownNames.Targets)}.";
        return $"A target hooks into {name}, which is not a target of OciArtifacts.Build, so it does not run. {hint}";
    }

    private static string? VariableProblem(string name)
    {
        if (IsKnownVariable(name)) return null;
        if (Has(KnownNames.LaterProperties, name)) return $"The environment variable {name} is set. {NotYetKnown}";
        if (NearestName.Of(name, KnownNames.Variables.Concat(KnownNames.Properties), atMost: 2) is { } nearest)
        {
            return Unknown(Variable, name, $" Did you mean {nearest}?");
        }

        // CI jobs have variables such as OCI_TAG for their own use.
        if (!IsOurs(Letters(name))) return null;
        return IsCredential(name)
            ? CredentialProblem($"The environment variable {name} is set.")
            : NearProblem(Variable, name, isShared: false, KnownNames.Properties, KnownNames.LaterProperties);
    }

    // MSBuild makes a property of each variable, and compares property names without case. Only on Windows are the
    // names of environment variables compared in that way too.
    private static bool IsKnownVariable(string name) =>
        Has(KnownNames.Properties, name)
        || Array.IndexOf(KnownNames.Variables, name) >= 0
        || (OperatingSystem.IsWindows() && Has(KnownNames.Variables, name));

    private static string? NearProblem(string kind, string name, bool isShared, params ReadOnlySpan<string[]> lists)
    {
        if (Suggestion(name, lists) is { } nearest) return Unknown(kind, name, $" Did you mean {nearest}?");

        // Another project may read a name in a shared file.
        return !isShared && IsOurs(Letters(name))
            ? Unknown(
                kind,
                name,
                " docs/settings.md has all names. If the name is your own, choose one that does not begin with OciArtifact, "
                + "or hide this warning with NoWarn=OCIA2013.")
            : null;
    }

    private static string Unknown(string kind, string name, string hint) =>
        $"The {kind} {name} is not known to OciArtifacts.Build, so it has no effect.{hint}";

    private static string CredentialProblem(string what) =>
        $"{what} It has no effect. Credentials are never properties, because logs show properties. Remove it, and set "
        + "OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or OCIARTIFACTS_TOKEN, in the environment, or log in with docker login.";

    // Names with this package's prefix, or with a verb before it, belong to this package.
    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PublishOciArtifact", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PackOciArtifact", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PushOciArtifact", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name ends with the word for a user, a password or another credential.</summary>
    internal static bool IsCredential(string name)
    {
        var letters = Letters(name);
        foreach (var credential in Credentials)
        {
            if (letters.EndsWith(credential, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    // Behind the right prefix, only the rest is compared. Otherwise the prefix may be misspelled, so the whole name is
    // compared.
    private static string? Suggestion(string name, params ReadOnlySpan<string[]> lists)
    {
        var letters = Letters(name);
        foreach (var known in lists)
        {
            if (StartsWith(Prefix) && Rest(letters[Prefix.Length..], known, 3) is { } same) return same;
            if (StartsWith("OciArt") || !StartsWith("Oci")) continue;
            if (Rest(letters[3..], known, 1) is { } shorter) return shorter;
        }

        foreach (var known in lists)
        {
            if (NearestWhole(letters, known) is { } whole) return whole;
        }

        return null;

        bool StartsWith(string start) => letters.StartsWith(start, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Rest(string rest, string[] known, int atMost)
    {
        var rests = known.Where(one => one.StartsWith(Prefix, StringComparison.Ordinal)).Select(one => one[Prefix.Length..]);
        return NearestName.Of(rest, rests, atMost) is { } nearest ? Prefix + nearest : null;
    }

    // At most two errors in the whole name: many known names differ only in their last letters.
    private static string? NearestWhole(string letters, string[] known) => letters.Length < Prefix.Length
        ? null
        : NearestName.Of(letters, known.Where(one => Math.Abs(one.Length - letters.Length) <= 2), atMost: 2);

    /// <summary>The name without the underscores between its words.</summary>
    internal static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static bool Has(string[] names, string name) =>
        Array.Exists(names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
}

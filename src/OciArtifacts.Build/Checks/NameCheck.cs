using OciArtifacts.Core;

namespace OciArtifacts.Build.Checks;

/// <summary>Says what is wrong with a name that a user wrote for this package. Values are never looked at: they may be secrets.</summary>
internal static class NameCheck
{
    private const string Prefix = "OciArtifact";
    private const string Variable = "environment variable";
    private const string Promise = "OciArtifacts.Build of this version does not know it yet, so it has no effect.";

    // What this package may be called by in a name, right or wrong.
    private static readonly string[] Marks = ["oci", "artifact", "artefact"];

    private static readonly string[] Credentials =
    [
        "username", "user", "login", "password", "passwd", "pwd", "passphrase", "token", "secret", "credential", "credentials", "apikey", "auth",
    ];

    /// <summary>Whether a name has to be looked at. Most names are not.</summary>
    internal static bool MayBeOurs(string name)
    {
        if (name.Length < 4 || name[0] == '_') return false;
        foreach (var mark in Marks)
        {
            if (name.Contains(mark, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>What is wrong with the name, or <see langword="null"/>.</summary>
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
        if (Has(KnownNames.LaterProperties, name)) return $"The property {name} is set. {Promise}";
        if (Has(KnownNames.Items, name)) return $"{name} is set as a property, but it is an item, so this has no effect. Write <ItemGroup><{name} Include=\"…\" /></ItemGroup>.";
        if (IsOurs(name) && IsCredential(name)) return CredentialProblem($"The property {name} is set.");
        if (Has(KnownNames.Targets, name)) return Unknown("property", name, " It is a target. The property that switches the push off is OciArtifactPush.");
        return NearProblem("property", name, isShared, KnownNames.Properties, KnownNames.LaterProperties, KnownNames.Items);
    }

    private static string? ItemProblem(string name, bool isShared)
    {
        if (Has(KnownNames.Items, name)) return null;
        if (Has(KnownNames.LaterItems, name)) return $"There are {name} items. {Promise}";
        if (Has(KnownNames.Properties, name)) return $"{name} is an item here, but it is a property, so this has no effect. Write <PropertyGroup><{name}>…</{name}></PropertyGroup>.";
        return NearProblem("item", name, isShared, KnownNames.Items, KnownNames.LaterItems);
    }

    private static string? TargetProblem(string name)
    {
        if (Has(KnownNames.Targets, name)) return null;
        if (Has(KnownNames.LaterTargets, name)) return $"A target hooks into the target {name}. {Promise}";
        var hint = NearestName.Of(name, KnownNames.Targets) is { } nearest ? $" Did you mean {nearest}?" : $" There are: {string.Join(", ", KnownNames.Targets)}.";
        return name.Contains(Prefix, StringComparison.OrdinalIgnoreCase) ? $"A target hooks into {name}, which is no target of OciArtifacts.Build, so it does not run.{hint}" : null;
    }

    private static string? VariableProblem(string name)
    {
        // MSBuild makes a property of each variable. Variables that are no properties have a case on all systems but one.
        if (Has(KnownNames.Properties, name) || Array.IndexOf(KnownNames.Variables, name) >= 0 || (OperatingSystem.IsWindows() && Has(KnownNames.Variables, name))) return null;
        if (Has(KnownNames.LaterProperties, name)) return $"The environment variable {name} is set. {Promise}";
        if (NearestName.Of(name, KnownNames.Variables.Concat(KnownNames.Properties), atMost: 2) is { } nearest) return Unknown(Variable, name, $" Did you mean {nearest}?");

        // CI jobs have variables such as OCI_TAG for themselves.
        if (!IsOurs(Letters(name))) return null;
        return IsCredential(name) ? CredentialProblem($"The environment variable {name} is set.") : NearProblem(Variable, name, isShared: false, KnownNames.Properties, KnownNames.LaterProperties);
    }

    private static string? NearProblem(string kind, string name, bool isShared, params ReadOnlySpan<string[]> lists)
    {
        if (Suggestion(name, lists) is { } nearest) return Unknown(kind, name, $" Did you mean {nearest}?");

        // Another project may read it.
        return !isShared && IsOurs(Letters(name))
            ? Unknown(kind, name, " docs/settings.md has all names. If the name is your own, let it not begin with OciArtifact, or silence this with NoWarn=OCIA2013.")
            : null;
    }

    private static string Unknown(string kind, string name, string hint) => $"The {kind} {name} is not known to OciArtifacts.Build, so it has no effect.{hint}";

    private static string CredentialProblem(string what) =>
        $"{what} Credentials are never properties, because those get into logs, and it is not used. Take it out, and set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or OCIARTIFACTS_TOKEN, in the environment, or log in with docker login.";

    // The prefix is this package's; so are the names with a verb before it.
    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PublishOciArtifact", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PackOciArtifact", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("PushOciArtifact", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name is that of a user, a password or the like.</summary>
    internal static bool IsCredential(string name)
    {
        var letters = Letters(name);
        foreach (var credential in Credentials)
        {
            if (letters.EndsWith(credential, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    // Behind the right prefix the rest is compared; otherwise the prefix may be what is wrong.
    private static string? Suggestion(string name, params ReadOnlySpan<string[]> lists)
    {
        var letters = Letters(name);
        foreach (var known in lists)
        {
            if (letters.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Rest(letters[Prefix.Length..], known, 3) is { } same) return same;
            if (letters.StartsWith("OciArt", StringComparison.OrdinalIgnoreCase) || !letters.StartsWith("Oci", StringComparison.OrdinalIgnoreCase)) continue;
            if (Rest(letters[3..], known, 1) is { } shorter) return shorter;
        }

        foreach (var known in lists)
        {
            if (NearestWhole(letters, known) is { } whole) return whole;
        }

        return null;
    }

    private static string? Rest(string rest, string[] known, int atMost)
    {
        var rests = known.Where(one => one.StartsWith(Prefix, StringComparison.Ordinal)).Select(one => one[Prefix.Length..]);
        return NearestName.Of(rest, rests, atMost) is { } nearest ? Prefix + nearest : null;
    }

    // Two errors in all: names that differ in their last four letters only are other names.
    private static string? NearestWhole(string letters, string[] known) =>
        letters.Length < Prefix.Length ? null : NearestName.Of(letters, known.Where(one => Math.Abs(one.Length - letters.Length) <= 2), atMost: 2);

    /// <summary>The name without what parts its words in variables.</summary>
    internal static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static bool Has(string[] names, string name) => Array.Exists(names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
}

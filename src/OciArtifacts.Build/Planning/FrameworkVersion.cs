using System.Globalization;

namespace OciArtifacts.Build.Planning;

/// <summary>Compares target frameworks by age: .NET is newer than .NET Standard, and that is newer than .NET Framework.</summary>
internal static class FrameworkVersion
{
    private static readonly string[] Names = ["netcoreapp", "netstandard", "net"];

    /// <summary>A value that is larger for a newer framework. An unknown framework is the oldest.</summary>
    internal static Version Of(string targetFramework)
    {
        // A framework may have a platform: net10.0-android.
        var moniker = targetFramework.Split('-')[0];
        if (Array.Find(Names, name => moniker.StartsWith(name, StringComparison.Ordinal)) is not { } name) return new Version(0, 0);
        var number = moniker[name.Length..];

        // .NET Framework has a version without dots: net48, net472.
        var isFramework = name == "net" && !number.Contains('.', StringComparison.Ordinal);
        var parts = isFramework ? number.Select(digit => digit.ToString()) : number.Split('.');
        var numbers = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0)
            .Append(0)
            .ToList();
        return new Version(isFramework ? 1 : name == "netstandard" ? 2 : 3, numbers[0], numbers[1]);
    }
}

using System.Globalization;

namespace OciArtifacts.Core;

/// <summary>Writes the paths of members and items in a JSON file, such as <c>layers[1].mediaTypes</c>.</summary>
internal static class JsonPath
{
    /// <summary>The path of a member of the object at a path; the path of the whole file is empty.</summary>
    internal static string OfMember(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The path of an item of the list at a path.</summary>
    internal static string OfItem(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}

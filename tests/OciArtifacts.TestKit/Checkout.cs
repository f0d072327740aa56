namespace OciArtifacts.TestKit;

/// <summary>The checkout that the tests were built in.</summary>
public static class Checkout
{
    private static readonly string Root = Find();

    /// <summary>The full path of a file or folder in the checkout.</summary>
    public static string Path(string relative) => System.IO.Path.GetFullPath(relative, Root);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "OciArtifacts.Build.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder.TrimEnd('/', '\\'))!;
        }

        return folder;
    }
}

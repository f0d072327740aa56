namespace OciArtifacts.TestKit;

/// <summary>A file that is large and takes no room, where the file system can do that.</summary>
public static class SparseFile
{
    /// <summary>Makes a file of zeros of that length, in place of one that is there.</summary>
    public static void Create(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.SetLength(length);
    }
}

namespace OciArtifacts.TestKit;

/// <summary>A large file that takes no space, where the file system supports that.</summary>
public static class SparseFile
{
    /// <summary>Makes a file of zeros of that length, and replaces an existing file.</summary>
    public static void Create(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.SetLength(length);
    }
}

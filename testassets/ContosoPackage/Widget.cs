namespace Contoso.Package;

public static class Widget
{
    public static int Width => 8;
}

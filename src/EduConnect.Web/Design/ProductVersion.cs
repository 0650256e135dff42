using System.Reflection;

namespace EduConnect.Web.Design;

/// <summary>The version of what runs, for those who report a fault: in the footer of staff pages (row #19).</summary>
internal static class ProductVersion
{
    /// <summary><c>1.0.0</c>, from the assembly; what the build adds after a plus sign says nothing to readers.</summary>
    public static string Shown { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? string.Empty;
}

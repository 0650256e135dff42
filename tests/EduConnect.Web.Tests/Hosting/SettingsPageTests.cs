using System.Reflection;
using System.Text.RegularExpressions;
using EduConnect.Testing;
using EduConnect.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Whoever installs the service finds every setting it reads in the documentation (docs/operating/settings.md and the pages it names).</summary>
[Trait("Kind", "House")]
public sealed class SettingsPageTests
{
    [Fact]
    public void Every_setting_is_documented()
    {
        var docs = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));
        var missing = Sections().SelectMany(type => Settings(type).Select(name => $"{type.Name}.{name}"))
            .Where(name => !Regex.IsMatch(docs, $@"(__|:|`){name.Split('.')[1]}(\b|__)", RegexOptions.None, TimeSpan.FromSeconds(5))).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void The_sections_are_found() => Assert.InRange(Sections().Count, 20, 60);

    private static List<Type> Sections()
    {
        var folder = Directory.CreateTempSubdirectory("educonnect-settings-").FullName;
        try
        {
            return [.. WebApplication.CreateBuilder(["--Service:DataFolder=" + folder]).AddEduConnect().Services.Select(service => service.ServiceType)
                .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)).Select(type => type.GenericTypeArguments[0])
                .Where(type => type.FullName!.StartsWith("EduConnect.", StringComparison.Ordinal)).Distinct()];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Settings(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } || property.PropertyType.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICollection<>)))
            .Select(property => property.Name);
}

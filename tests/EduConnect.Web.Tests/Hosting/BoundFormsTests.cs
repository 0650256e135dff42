using System.Reflection;
using EduConnect.Testing.Storage;
using EduConnect.Web.Pages.Operators;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What forms are bound to: members that a page names, and never a row of a store, whose state or school somebody could post along (S-TN5).</summary>
[Trait("Rule", "S-TN5")]
public sealed class BoundFormsTests
{
    [Fact]
    public async Task No_form_is_bound_to_a_row_of_a_store()
    {
        await using var stores = await TestStores.CreateAsync(Engine.Sqlite);
        await using var main = stores.Main();
        await using var operational = stores.Operational();
        var rows = main.Model.GetEntityTypes().Concat(operational.Model.GetEntityTypes()).Select(entity => entity.ClrType).ToHashSet();
        var bound = new HashSet<Type>();
        foreach (var page in typeof(LoadCampaignModel).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel))))
        {
            Assert.False(page.IsDefined(typeof(BindPropertiesAttribute), inherit: true), $"{page.Name} binds whatever it has");
            foreach (var property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.IsDefined(typeof(BindPropertyAttribute), inherit: true)))
            {
                Reach(property.PropertyType, bound);
            }

            foreach (var parameter in page.GetMethods().Where(method => method.Name.StartsWith("On", StringComparison.Ordinal)).SelectMany(method => method.GetParameters()))
            {
                Reach(parameter.ParameterType, bound);
            }
        }

        Assert.True(bound.Count(type => type.Assembly == typeof(LoadCampaignModel).Assembly) > 5, "no form was found");
        Assert.Empty(bound.Intersect(rows).Select(type => type.Name));
    }

    // The type, what it is a list of, and what its members are, as far as they are ours and a form may fill them.
    private static void Reach(Type type, HashSet<Type> bound)
    {
        foreach (var inner in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            Reach(inner, bound);
        }

        if (type.Assembly.GetName().Name?.StartsWith("EduConnect", StringComparison.Ordinal) == true && bound.Add(type))
        {
            foreach (var property in type.GetProperties().Where(property => property.CanWrite && !property.IsDefined(typeof(BindNeverAttribute))))
            {
                Reach(property.PropertyType, bound);
            }
        }
    }
}

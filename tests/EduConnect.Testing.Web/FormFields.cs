using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace EduConnect.Testing.Web;

/// <summary>What a browser would send for a form.</summary>
internal static class FormFields
{
    public static List<KeyValuePair<string, string>> Of(IHtmlFormElement form, IReadOnlyDictionary<string, string> values, string? button)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in form.QuerySelectorAll("input[name],select[name],textarea[name],button[name]"))
        {
            var name = element.GetAttribute("name")!;
            var given = values.ContainsKey(name);
            if (Own(element, button) is { } own && !given)
            {
                fields.Add(new(name, own));
            }

            names.Add(name);
        }

        var unknown = values.Keys.Where(name => !names.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException($"The form has no field {string.Join(", ", unknown)}; it has {string.Join(", ", names)}.");
        }

        fields.AddRange(values);
        return fields;
    }

    private static string? Own(IElement element, string? button) => element switch
    {
        _ when element.HasAttribute("disabled") => null,
        IHtmlInputElement { Type: "submit" or "image" } input => string.Equals(button, input.Value, StringComparison.Ordinal) || string.Equals(button, input.Name, StringComparison.Ordinal) ? input.Value : null,
        IHtmlInputElement { Type: "checkbox" or "radio" } input => input.IsChecked ? input.GetAttribute("value") ?? "on" : null,
        IHtmlInputElement input => input.Value,
        IHtmlButtonElement element2 => string.Equals(button, element2.GetAttribute("value"), StringComparison.Ordinal) || string.Equals(button, element2.Name, StringComparison.Ordinal) ? element2.GetAttribute("value") ?? string.Empty : null,
        IHtmlSelectElement select => select.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };
}

using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using EduConnect.Core.Platform;
using EduConnect.Web.Design;
using EduConnect.Web.Help;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace EduConnect.Web.Hosting;

/// <summary>What every HTML page of either module needs: Razor Pages, design system, French, compression, error pages, headers.</summary>
internal static class PagesComposition
{
    public static IServiceCollection AddHtmlPages(this IServiceCollection services, IConfiguration configuration)
    {
        // A form is bounded by what its page lets it hold (1,024 fields unless it says so); binding takes what came.
        services.AddRazorPages().AddMvcOptions(options => options.MaxModelBindingCollectionSize = Pages.Administration.ListModel.MostFields);
        services.AddLocalization();
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.Replace(ServiceDescriptor.Singleton<IStringLocalizerFactory, FrenchSpacingFactory>());
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(
            UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.LatinExtendedA, UnicodeRanges.GeneralPunctuation));
        services.AddSingleton<AssetStore>().AddSingleton<PolicyReportLog>();
        services.AddScoped<PageFrame>();
        services.Configure<PresentationOptions>(configuration.GetSection(PresentationOptions.Section));
        services.AddSingleton<IConfigureOptions<MvcOptions>, FrenchBindingMessages>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<ServiceOptions>((options, service) =>
        {
            options.Cookie.Name = service.IsSecure ? "__Host-educonnect-form" : "educonnect-form";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;

            // Not Strict: somebody who arrives from a service would get a new one, and the forms open in their other tabs would be refused.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        // Antiforgery tokens differ in every answer and provisional passwords are only ever shown in the answer to a form post,
        // so that compressed lengths tell a stranger nothing (BREACH).
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return services;
    }

    /// <summary>Goes first in the pipeline, before routing.</summary>
    public static IApplicationBuilder UseHtmlPages(this IApplicationBuilder app)
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        app.UseSecurityHeaders();
        app.UseWhen(AsksForHtml, pages => pages
            .UseExceptionHandler(Faults.Options(app.ApplicationServices))
            .UseStatusCodePagesWithReExecute("/erreur/{0}"));
        app.UseResponseCompression();
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(french),
            SupportedCultures = [french],
            SupportedUICultures = [french],
        });
        return app;
    }

    public static IEndpointRouteBuilder MapHtmlPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AssetStore.Root + "{file}", (HttpContext context, string file, AssetStore assets) => assets.Serve(context, file))
            .AllowAnonymous();
        endpoints.MapGet(GuidePictures.Root + "{file}", (HttpContext context, string file, GuidePictures pictures) => pictures.Serve(context, file))
            .AllowAnonymous();
        endpoints.MapPolicyReports();
        endpoints.MapRazorPages();
        return endpoints;
    }

    private static bool AsksForHtml(HttpContext context)
    {
        var accepted = context.Request.Headers.Accept.ToString();
        return accepted.Length == 0
            || accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || accepted.Contains("*/*", StringComparison.Ordinal);
    }

    private sealed class FrenchBindingMessages(IStringLocalizer<Texts> texts) : IConfigureOptions<MvcOptions>
    {
        public void Configure(MvcOptions options)
        {
            var messages = options.ModelBindingMessageProvider;
            var missing = texts["Binding.Missing"].Value;
            var wrong = texts["Binding.Wrong"].Value;
            var number = texts["Binding.Number"].Value;
            messages.SetMissingBindRequiredValueAccessor(_ => missing);
            messages.SetMissingKeyOrValueAccessor(() => missing);
            messages.SetMissingRequestBodyRequiredValueAccessor(() => missing);
            messages.SetValueMustNotBeNullAccessor(_ => missing);
            messages.SetAttemptedValueIsInvalidAccessor((_, _) => wrong);
            messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => wrong);
            messages.SetUnknownValueIsInvalidAccessor(_ => wrong);
            messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => wrong);
            messages.SetValueIsInvalidAccessor(_ => wrong);
            messages.SetValueMustBeANumberAccessor(_ => number);
            messages.SetNonPropertyValueMustBeANumberAccessor(() => number);
        }
    }
}

using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Plugins.Tests;

/// <summary>A host of which only the content root matters.</summary>
internal sealed class EnvironmentStub(string contentRoot) : IHostEnvironment
{
    public string EnvironmentName { get; set; } = "";

    public string ApplicationName { get; set; } = "";

    public string ContentRootPath { get; set; } = contentRoot;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}

// ImageJ with nothing but a picture and kernels: java -cp ij.jar imagej.java input.png kernels.json prefix
// writes prefix-0.png and so on. Each channel is filtered as Process > Filters > Convolve… does it.
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.plugin.filter.Convolver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Files;
import java.nio.file.Path;

class Like {
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.out.println(IJ.getVersion());
      return;
    }
    String[] kernels = Files.readString(Path.of(args[1])).replaceAll("\\s", "").split("\\]\\],?");
    for (int index = 0; index < kernels.length && kernels[index].contains("["); index++) {
      String[] rows = kernels[index].replaceFirst("^\\[*", "").split("\\],\\[");
      int height = rows.length;
      String[] cells = String.join(",", rows).split(",");
      int width = cells.length / height;
      // It takes odd sides only.
      if (width % 2 == 0 || height % 2 == 0) continue;
      float[] weights = new float[cells.length];
      for (int i = 0; i < cells.length; i++) weights[i] = Float.parseFloat(cells[i]);
      ImageProcessor picture = IJ.openImage(args[0]).getProcessor().convertToRGB();
      for (int channel = 0; channel < 3; channel++) {
        FloatProcessor plane = picture.toFloat(channel, null);
        if (!new Convolver().convolve(plane, weights, width, height)) throw new Error("refused");
        picture.setPixels(channel, plane);
      }
      new FileSaver(new ImagePlus("", picture)).saveAsPng(args[2] + "-" + index + ".png");
    }
  }
}
